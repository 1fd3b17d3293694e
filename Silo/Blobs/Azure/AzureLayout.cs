using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>
/// What a store's objects are called. <c>whole/</c> holds blobs, <c>uploads/</c> what is on its way in, <c>quarantine/</c>
/// damaged content; each is named by the blob that it is, is to become, or should have been.
/// </summary>
internal sealed class AzureLayout(AzureContainer container, string prefix)
{
    public const string FormatName = "format";

    /// <summary>Names the store in errors; holds no secret.</summary>
    public string Store { get; } = $"{container}/{prefix}";

    public BlobContainerClient Container => container.Client;

    public string Whole { get; } = $"{prefix}whole/";

    public string Uploads { get; } = $"{prefix}uploads/";

    public string Quarantine { get; } = $"{prefix}quarantine/";

    public BlockBlobClient Format => Object(prefix + FormatName);

    /// <summary>A name that nothing has, to try rights on.</summary>
    public BlockBlobClient Nothing => Object($"{prefix}nothing");

    public BlockBlobClient Blob(Sha256Digest blob) => Object(Whole + blob.Value);

    public BlockBlobClient Upload(Sha256Digest blob) => Object(Uploads + blob.Value);

    public BlockBlobClient Damaged(Sha256Digest blob) => Object(Quarantine + blob.Value);

    public BlockBlobClient Object(string name) => Container.GetBlockBlobClient(name);
}
