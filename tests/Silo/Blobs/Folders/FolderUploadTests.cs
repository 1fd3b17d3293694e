namespace Tapestry.Silo.Tests.Blobs.Folders;

public sealed class FolderUploadTests() : BlobUploadContract(new FolderFixture());
