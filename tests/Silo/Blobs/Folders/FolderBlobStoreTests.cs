namespace Tapestry.Silo.Tests.Blobs.Folders;

public sealed class FolderBlobStoreTests() : BlobStoreContract(new FolderFixture());
