namespace Tapestry.Training.Data.Satellites;

/// <summary>The languages into which the .NET SDK is translated.</summary>
public static class SatelliteLanguages
{
    /// <summary>Their 13 tags, which are also the names of the SDK's folders.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["cs", "de", "es", "fr", "it", "ja", "ko", "pl", "pt-BR", "ru", "tr", "zh-Hans", "zh-Hant"];

    /// <summary>The tag in the spelling of <see cref="All"/>; case does not matter.</summary>
    /// <exception cref="UnknownLanguageException">The SDK has no such language.</exception>
    public static string Parse(string text) =>
        All.FirstOrDefault(tag => tag.Equals(text, StringComparison.OrdinalIgnoreCase))
        ?? throw new UnknownLanguageException(text);
}
