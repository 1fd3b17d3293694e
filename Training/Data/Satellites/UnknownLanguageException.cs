namespace Tapestry.Training.Data.Satellites;

/// <summary>The .NET SDK is not translated into the language asked for.</summary>
public sealed class UnknownLanguageException(string language) : CorpusException(
    $"Unknown language '{language}'. Choose from {string.Join(", ", SatelliteLanguages.All)}, or bring your own text with --data.")
{
    /// <summary>What was asked for.</summary>
    public string Language { get; } = language;
}
