namespace Tapestry.Training.Data.Satellites;

/// <summary>A resource assembly of the SDK is damaged or may not be read.</summary>
public sealed class SatelliteUnreadableException(string path, Exception innerException) : CorpusException(
    $"'{path}' cannot be read as a resource assembly: {innerException.Message} Repair the .NET SDK.", innerException)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
