namespace Tapestry.Training.Data.Satellites;

/// <summary>
/// Real text that every developer's machine holds: the translated strings in the .NET SDK's own resource assemblies,
/// read when the program runs. A key is assembly, resource and name, and so the same in every language.
/// </summary>
public sealed class SatelliteCorpus : ITextCorpus
{
    private readonly string sdkFolder;

    /// <summary>The strings of one language in one SDK.</summary>
    /// <param name="language">One of <see cref="SatelliteLanguages.All"/>.</param>
    /// <param name="sdkFolder">The SDK's folder, from <see cref="SdkFolder.Find"/>.</param>
    /// <exception cref="UnknownLanguageException">The SDK has no such language.</exception>
    public SatelliteCorpus(string language, string sdkFolder)
    {
        Name = SatelliteLanguages.Parse(language);
        this.sdkFolder = sdkFolder;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TextEntry> Read(CancellationToken cancellationToken)
    {
        var entries = new HashSet<TextEntry>();
        foreach (var file in Files())
        {
            cancellationToken.ThrowIfCancellationRequested();
            entries.UnionWith(SatelliteAssembly.Read(file, Name));
        }

        return entries.Count > 0
            ? [.. entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).ThenBy(entry => entry.Text, StringComparer.Ordinal)]
            : throw new SdkNotFoundException($"The .NET SDK in '{sdkFolder}' holds no strings in '{Name}'.");
    }

    private IEnumerable<string> Files()
    {
        if (!Directory.Exists(sdkFolder))
        {
            throw new SdkNotFoundException($"The .NET SDK folder '{sdkFolder}' does not exist.");
        }

        return Directory.EnumerateFiles(sdkFolder, "*.resources.dll", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == Name);
    }
}
