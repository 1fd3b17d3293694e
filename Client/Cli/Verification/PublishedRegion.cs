using Tapestry.Client.Cli.Errors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Verification;

namespace Tapestry.Client.Cli.Verification;

/// <summary>A region's published files, from a folder or an address, and the verification of its rounds.</summary>
internal static class PublishedRegion
{
    private const string Remedy = "Give the folder of a run, of its region, or a copy of either, or the address of a web server that serves it";

    /// <summary>Repeats a round's merge.</summary>
    /// <param name="place">A folder (a demo's, or a region's) or an http or https address of a region's folder.</param>
    /// <param name="round">The round.</param>
    /// <param name="http">For addresses.</param>
    /// <param name="cancellationToken">Stops between two blobs.</param>
    /// <exception cref="RefusedException">The place cannot be read, or has no such round or no longer its blobs.</exception>
    /// <exception cref="NotVerifiedException">The evidence does not hold.</exception>
    public static async Task<RoundVerdict> VerifyAsync(
        string place, RoundId round, HttpClient http, CancellationToken cancellationToken)
    {
        var files = Open(place, http);
        try
        {
            var path = PublishedLayout.Evidence(round);
            var bytes = await files.TryReadAsync(path, cancellationToken) ?? throw new RefusedException(
                $"Round '{round}'", $"'{files.Place}' has no '{path}': it was not certified there, or this is no region", Remedy);
            var evidence = EvidenceFile.Read(bytes.Span, path);
            return evidence.Certificate.Round == round
                ? await new RoundVerifier(new PublishedBlobs(files)).VerifyAsync(evidence, cancellationToken)
                : throw new EvidenceMismatchException($"The evidence is of round '{evidence.Certificate.Round}'.");
        }
        catch (EvidenceMismatchException mismatch)
        {
            throw new NotVerifiedException(
                $"Round '{round}' does not verify", mismatch.Message.TrimEnd('.'), "Ask the region's operator, and keep a copy of what it published", mismatch);
        }
        catch (MissingBlobException missing)
        {
            throw new RefusedException(
                $"Round '{round}'", $"blob {missing.Blob} is not in '{files.Place}'; a region keeps the blobs of its last rounds only",
                "Verify a round soon after it was certified, or keep more of them", missing);
        }
        catch (Exception unreadable) when (unreadable is IOException or EvidenceFormatException or CorruptBlobException)
        {
            throw new RefusedException($"'{files.Place}'", unreadable.Message.TrimEnd('.'), Remedy, unreadable);
        }
    }

    private static IPublishedFiles Open(string place, HttpClient http)
    {
        if (Uri.TryCreate(place, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return new WebFiles(http, address);
        }

        var inside = Path.Combine(place, PublishedLayout.RegionFolder);
        return new FolderFiles(Directory.Exists(inside) ? inside : place);
    }
}
