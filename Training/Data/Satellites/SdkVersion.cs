namespace Tapestry.Training.Data.Satellites;

/// <summary>A version such as <c>10.0.100</c> or <c>11.0.100-preview.1</c>; a preview comes before its release.</summary>
internal sealed record SdkVersion(Version Release, string Preview) : IComparable<SdkVersion>
{
    public static SdkVersion? TryParse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var release = dash < 0 ? text : text[..dash];
        return Version.TryParse(release, out var version) ? new(version, dash < 0 ? "" : text[(dash + 1)..]) : null;
    }

    public int CompareTo(SdkVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byRelease = Release.CompareTo(other.Release);
        var byFinal = (Preview.Length == 0).CompareTo(other.Preview.Length == 0);
        return byRelease != 0 ? byRelease
            : byFinal != 0 ? byFinal
            : string.CompareOrdinal(Preview, other.Preview);
    }
}
