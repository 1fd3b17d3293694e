namespace Tapestry.Silo.Tests.Blobs.Azure;

public sealed class AzureBlobStoreTests() : BlobStoreContract(new AzureFixture());
