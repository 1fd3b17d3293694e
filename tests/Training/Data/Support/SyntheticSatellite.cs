using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Resources;

namespace Tapestry.Training.Tests.Data.Support;

/// <summary>Writes a resource assembly as the SDK's translators ship it.</summary>
internal static class SyntheticSatellite
{
    /// <summary>Writes <c>FOLDER/LANGUAGE/ASSEMBLY.resources.dll</c>.</summary>
    public static string Write(
        string folder, string language, string assembly, IReadOnlyDictionary<string, object> resources)
    {
        var metadata = new MetadataBuilder();
        var managed = new BlobBuilder();
        AddModule(metadata, assembly + ".resources", language);
        metadata.AddManifestResource(
            ManifestResourceAttributes.Public, metadata.GetOrAddString($"{assembly}.Strings.{language}.resources"), default, 0);
        var content = Serialize(resources);
        managed.WriteInt32(content.Length);
        managed.WriteBytes(content);

        var image = new BlobBuilder();
        new ManagedPEBuilder(
            PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder(), managedResources: managed)
            .Serialize(image);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, language)).FullName, assembly + ".resources.dll");
        File.WriteAllBytes(path, image.ToArray());
        return path;
    }

    private static void AddModule(MetadataBuilder metadata, string name, string language)
    {
        metadata.AddModule(0, metadata.GetOrAddString(name + ".dll"), metadata.GetOrAddGuid(new Guid(1, 2, 3, new byte[8])), default, default);
        metadata.AddAssembly(
            metadata.GetOrAddString(name), new Version(1, 0), metadata.GetOrAddString(language), default, 0, AssemblyHashAlgorithm.None);
        metadata.AddTypeDefinition(
            default, default, metadata.GetOrAddString("<Module>"), default,
            MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
    }

    private static byte[] Serialize(IReadOnlyDictionary<string, object> resources)
    {
        using var stream = new MemoryStream();
        using (var writer = new ResourceWriter(stream))
        {
            foreach (var (name, value) in resources)
            {
                writer.AddResource(name, value);
            }

            writer.Generate();
            return stream.ToArray();
        }
    }
}
