namespace Tapestry.Silo.Tests.Blobs.Azure;

public sealed class AzureGarbageTests() : BlobGarbageContract(new AzureFixture());
