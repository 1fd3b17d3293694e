namespace Tapestry.Silo.Tests.Blobs.Azure;

public sealed class AzureDamageTests() : BlobDamageContract(new AzureFixture());
