using System.Collections;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Resources;

namespace Tapestry.Training.Data.Satellites;

/// <summary>Reads the strings of one resource assembly (ECMA-335, II.24.2.4) without loading it.</summary>
internal static class SatelliteAssembly
{
    private const string ResourcesSuffix = ".resources";

    /// <exception cref="SatelliteUnreadableException">The file is damaged or may not be read.</exception>
    public static IReadOnlyList<TextEntry> Read(string path, string language)
    {
        try
        {
            using var portableExecutable = new PEReader(File.OpenRead(path));
            return ReadResources(portableExecutable, AssemblyName(path), language);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BadImageFormatException
            or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new SatelliteUnreadableException(path, error);
        }
    }

    private static List<TextEntry> ReadResources(PEReader portableExecutable, string assembly, string language)
    {
        var entries = new List<TextEntry>();
        if (!portableExecutable.HasMetadata)
        {
            return entries;
        }

        var metadata = portableExecutable.GetMetadataReader();
        foreach (var resource in metadata.ManifestResources.Select(metadata.GetManifestResource))
        {
            var name = metadata.GetString(resource.Name);
            if (resource.Implementation.IsNil && name.EndsWith(ResourcesSuffix, StringComparison.Ordinal))
            {
                var prefix = $"{assembly}/{WithoutLanguage(name, language)}/";
                ReadStrings(Content(portableExecutable, resource), prefix, entries);
            }
        }

        return entries;
    }

    private static MemoryStream Content(PEReader portableExecutable, ManifestResource resource)
    {
        var directory = portableExecutable.PEHeaders.CorHeader!.ResourcesDirectory;
        var reader = portableExecutable.GetSectionData(directory.RelativeVirtualAddress).GetReader();
        reader.Offset = checked((int)resource.Offset);
        return new MemoryStream(reader.ReadBytes(reader.ReadInt32()), writable: false);
    }

    private static void ReadStrings(MemoryStream content, string prefix, List<TextEntry> entries)
    {
        using var resources = new ResourceReader(content);
        for (var each = resources.GetEnumerator(); each.MoveNext();)
        {
            if (StringOrNull(each) is { } text && !string.IsNullOrWhiteSpace(text))
            {
                entries.Add(new TextEntry(prefix + (string)each.Key, text));
            }
        }
    }

    // Not GetResourceData, which tells the type first but sorts all entries at every call.
    private static string? StringOrNull(IDictionaryEnumerator entry)
    {
        try
        {
            return entry.Value as string;
        }
        catch (NotSupportedException)
        {
            return null; // A serialized object, an icon for example.
        }
    }

    private static string AssemblyName(string path) =>
        Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(path));

    private static string WithoutLanguage(string name, string language)
    {
        var stem = name[..^ResourcesSuffix.Length];
        return stem.EndsWith("." + language, StringComparison.OrdinalIgnoreCase) ? stem[..^(language.Length + 1)] : stem;
    }
}
