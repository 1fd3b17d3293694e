namespace Tapestry.Silo.Tests.Blobs.Folders;

public sealed class FolderGarbageTests() : BlobGarbageContract(new FolderFixture());
