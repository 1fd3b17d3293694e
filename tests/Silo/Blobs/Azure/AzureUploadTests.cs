namespace Tapestry.Silo.Tests.Blobs.Azure;

public sealed class AzureUploadTests() : BlobUploadContract(new AzureFixture());
