namespace Tapestry.Training.Data.Satellites;

/// <summary>No .NET SDK with translated resources is on this machine.</summary>
public sealed class SdkNotFoundException(string why) : CorpusException(
    $"{why} Install the .NET SDK of Microsoft's packages, set DOTNET_ROOT to its folder, or bring your own text with --data.");
