using System.Text.Json;
using Tapestry.Client.Cli.Errors;
using Tapestry.Kernels.Files;

namespace Tapestry.Client.Cli.Reports;

/// <summary>Reads and writes <c>report.json</c>.</summary>
public static class RunReportFile
{
    /// <summary>Writes the report; the file appears whole or not at all.</summary>
    /// <exception cref="IOException">The folder cannot be written or the disk is full.</exception>
    public static Task WriteAsync(string path, RunReport report, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(
            path, JsonSerializer.SerializeToUtf8Bytes(report, RunReportJson.Default.RunReport), cancellationToken);

    /// <summary>Reads a report of the current schema version.</summary>
    /// <exception cref="RefusedException">There is none, it is damaged, or its version is unknown.</exception>
    public static async Task<RunReport> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new RefusedException($"'{path}'", "there is no such report", "Run tapestry demo to its end first");
        }

        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            EnsureKnownVersion(path, bytes);
            return JsonSerializer.Deserialize(bytes, RunReportJson.Default.RunReport)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException damaged)
        {
            throw new RefusedException(
                $"'{path}'", $"it is not a run report ({damaged.Message.TrimEnd('.')})",
                "Repeat the run with --resume to write it again", damaged);
        }
    }

    private static void EnsureKnownVersion(string path, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("schemaVersion", out var property)
            || !property.TryGetInt32(out var version))
        {
            throw new JsonException("it has no schemaVersion");
        }

        if (version != RunReport.CurrentSchemaVersion)
        {
            throw new RefusedException(
                $"'{path}' has schema version {version}",
                $"this program reads version {RunReport.CurrentSchemaVersion}",
                "Read it with the program that wrote it");
        }
    }
}
