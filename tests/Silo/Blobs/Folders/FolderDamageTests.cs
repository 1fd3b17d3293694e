namespace Tapestry.Silo.Tests.Blobs.Folders;

public sealed class FolderDamageTests() : BlobDamageContract(new FolderFixture());
