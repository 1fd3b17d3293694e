using System.Globalization;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Verification;

/// <summary>Where things are under a region's folder, with forward slashes.</summary>
public static class PublishedLayout
{
    /// <summary>The region's folder inside that of a demo.</summary>
    public const string RegionFolder = "region";

    /// <summary>A round's evidence.</summary>
    public static string Evidence(RoundId round) =>
        $"evidence/{round.Run}/{round.Number.ToString(CultureInfo.InvariantCulture)}.json";

    /// <summary>How far evidence has been written; no part of what is published.</summary>
    public const string EvidenceBookmark = "evidence/bookmark.json";

    /// <summary>A blob, as the folder store lays it down.</summary>
    public static string Blob(Sha256Digest blob) => $"blobs/blobs/{blob.Value[..2]}/{blob.Value[2..4]}/{blob.Value}";
}
