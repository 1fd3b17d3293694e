using System.Text.Json;
using Tapestry.Client.Cli.Errors;
using Tapestry.Kernels.Files;

namespace Tapestry.Client.Cli.Demo.Folder;

/// <summary>Reads and writes <c>run.json</c>.</summary>
internal static class ManifestFile
{
    public const string Name = "run.json";

    /// <summary>The manifest, or null when no run was recorded.</summary>
    /// <exception cref="RefusedException">It is damaged or of an unknown version.</exception>
    public static async Task<DemoManifest?> ReadAsync(string root, CancellationToken cancellationToken)
    {
        var path = Path.Combine(root, Name);
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            EnsureKnownVersion(path, bytes);
            return JsonSerializer.Deserialize(bytes, ManifestJson.Default.DemoManifest)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException damaged)
        {
            throw new RefusedException(
                $"'{path}'", $"it is not a run manifest ({damaged.Message.TrimEnd('.')})",
                "Restore the file, or give another --out", damaged);
        }
    }

    public static Task WriteAsync(string root, DemoManifest manifest, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(
            Path.Combine(root, Name),
            JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.DemoManifest),
            cancellationToken);

    private static void EnsureKnownVersion(string path, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("version", out var property)
            || !property.TryGetInt32(out var version))
        {
            throw new JsonException("it has no version");
        }

        if (version != DemoManifest.CurrentVersion)
        {
            throw new RefusedException(
                $"'{path}' has version {version}",
                $"this program reads version {DemoManifest.CurrentVersion}",
                "Resume with the program that began the run, or give another --out");
        }
    }
}
