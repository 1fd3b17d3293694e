using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>Makes a container ready to be a store: the container itself, the format version, the rights.</summary>
internal static class AzureOpening
{
    /// <summary>What the format object holds; another layout gets another number.</summary>
    public const string Format = "tapestry-objects 1\n";

    public static Task PrepareAsync(AzureLayout layout, CancellationToken cancellationToken) => AzureFaults.Guard(
        layout.Store,
        async () =>
        {
            if (!await TryMarkAsync(layout, cancellationToken))
            {
                await CreateContainerAsync(layout, cancellationToken);
                await TryMarkAsync(layout, cancellationToken);
            }

            await CheckFormatAsync(layout, cancellationToken);
            await TryRightsAsync(layout, cancellationToken);
        },
        cancellationToken);

    /// <summary>Writes the format into a new store, which proves that it can be written; false when there is no container.</summary>
    private static async Task<bool> TryMarkAsync(AzureLayout layout, CancellationToken cancellationToken)
    {
        try
        {
            await layout.Format.UploadAsync(
                BinaryData.FromString(Format).ToStream(),
                new BlobUploadOptions { Conditions = new() { IfNoneMatch = ETag.All } }, cancellationToken);
            return true;
        }
        catch (RequestFailedException fault) when (AzureFaults.IsOvertaken(fault))
        {
            return true;
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
    }

    private static async Task CreateContainerAsync(AzureLayout layout, CancellationToken cancellationToken)
    {
        try
        {
            await layout.Container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException refused) when (refused.Status is 401 or 403)
        {
            throw new BlobStoreUnavailableException(
                layout.Store, "there is no such container, and this silo's access may not make it.", "Make it, or mend its name.");
        }
    }

    private static async Task CheckFormatAsync(AzureLayout layout, CancellationToken cancellationToken)
    {
        using var found = (await layout.Format.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
        var text = new byte[Encoding.ASCII.GetByteCount(Format) + 1];
        var length = await found.Content.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancellationToken);
        var format = Encoding.ASCII.GetString(text, 0, length);
        if (format != Format)
        {
            throw new BlobStoreUnavailableException(
                layout.Store, $"its format is '{format.Trim()}', this build reads '{Format.Trim()}'.", "Use the build that wrote it, or another container.");
        }
    }

    /// <summary>What retention needs later had better fail at the start.</summary>
    private static async Task TryRightsAsync(AzureLayout layout, CancellationToken cancellationToken)
    {
        await foreach (var _ in layout.Container.GetBlobsAsync(prefix: layout.Format.Name, cancellationToken: cancellationToken))
        {
            break;
        }

        try
        {
            await layout.Nothing.DeleteAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException fault) when (AzureFaults.IsMissing(fault))
        {
            // It may delete, and there was nothing to delete.
        }
    }
}
