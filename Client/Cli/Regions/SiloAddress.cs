namespace Tapestry.Client.Cli.Regions;

/// <summary>Addresses of silos as people write them.</summary>
internal static class SiloAddress
{
    /// <summary>An absolute http or https address; null otherwise.</summary>
    public static Uri? TryParse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : null;
}
