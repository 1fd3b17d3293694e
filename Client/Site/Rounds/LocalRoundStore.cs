using System.Runtime.InteropServices;
using System.Text.Json;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Serialization;
using Tapestry.Kernels.Files;
using Tapestry.Training.Local;

namespace Tapestry.Client.Site.Rounds;

/// <summary>
/// Local phases on disk, one folder a round. The report is written last and marks the folder complete; a folder
/// without it is the trace of a crash and is trained again.
/// </summary>
public sealed class LocalRoundStore
{
    private const string ReportFile = "report.json";
    private const string OptimizerFile = "optimizer.state";
    private const string ResidualFile = "residual.f32";
    private const string UpdateFile = "update.f32";
    private const string MetricsFile = "metrics.json";
    private readonly string folder;
    private (RoundId Round, LocalRound Local)? latest;

    /// <summary>Opens or makes the folder.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public LocalRoundStore(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
    }

    /// <summary>The store in a site's state folder.</summary>
    public static LocalRoundStore In(string stateFolder) => new(Path.Combine(stateFolder, "rounds"));

    /// <summary>Writes a finished phase and removes all but the one before it.</summary>
    public void Save(RoundId round, LocalRound local)
    {
        var target = FolderOf(round);
        Remove(target);
        Directory.CreateDirectory(target);
        for (var shard = 0; shard < local.Frames.Count; shard++)
        {
            AtomicFile.Write(FramePath(target, shard), local.Frames[shard]);
        }

        SaveVector(Path.Combine(target, ResidualFile), local.Residual);
        SaveVector(Path.Combine(target, UpdateFile), local.Update);
        if (local.Metrics is { } metrics)
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(metrics, LocalRoundJson.Default.LocalMetrics);
            AtomicFile.Write(Path.Combine(target, MetricsFile), content);
        }

        OptimizerStateFile.Save(Path.Combine(target, OptimizerFile), local.Optimizer);
        var report = JsonSerializer.SerializeToUtf8Bytes(local.Report, ContractJson.Default.SiteMessage);
        AtomicFile.Write(Path.Combine(target, ReportFile), report);
        RemoveBefore(round);
        latest = (round, local);
    }

    /// <summary>Replaces the residual of a finished phase whose update was masked after it was saved.</summary>
    public void SaveResidual(RoundId round, ReadOnlyMemory<float> residual)
    {
        SaveVector(Path.Combine(FolderOf(round), ResidualFile), residual);
        if (latest is { } saved && saved.Round == round)
        {
            latest = (round, saved.Local with { Residual = residual });
        }
    }

    /// <summary>Loads the phase of a ticket; null when it was never finished or belonged to another ticket.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="parameters">Parameters of the model.</param>
    public LocalRound? TryLoad(RoundTicket ticket, int parameters)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        var source = FolderOf(ticket.Round);
        var path = Path.Combine(source, ReportFile);
        if (!File.Exists(path))
        {
            return null;
        }

        var report = (ReadyReport)JsonSerializer.Deserialize(File.ReadAllBytes(path), ContractJson.Default.SiteMessage)!;
        return report.Ticket != TicketDigest.Of(ticket)
            ? null
            : new LocalRound
            {
                Report = report,
                Frames = ticket.Secure is not null ? [] : [.. ticket.Base.Shards.Select(shard => (ReadOnlyMemory<byte>)File.ReadAllBytes(FramePath(source, shard.Index)))],
                Optimizer = OptimizerStateFile.Load(Path.Combine(source, OptimizerFile), parameters),
                Residual = LoadVector(source, ResidualFile),
                Update = LoadVector(source, UpdateFile),
                Metrics = ticket.Secure is null ? null : LoadMetrics(source),
            };
    }

    /// <summary>
    /// Optimizer and residual that the phase of <paramref name="round"/> starts from: what this process saved last, or
    /// what is on disk. The caller may change the optimizer in place, so it is handed out once.
    /// </summary>
    public (OptimizerState Optimizer, ReadOnlyMemory<float> Residual) LoadStart(RoundId round, int parameters)
    {
        if (latest is { } saved && saved.Round.Run == round.Run && saved.Round.Number < round.Number)
        {
            latest = null;
            return (saved.Local.Optimizer, saved.Local.Residual);
        }

        var earlier = Complete(round.Run).Where(other => other.Number < round.Number).OrderBy(other => other.Number).ToArray();
        if (earlier.Length == 0)
        {
            return (new OptimizerState(parameters), ReadOnlyMemory<float>.Empty);
        }

        var source = FolderOf(earlier[^1]);
        return (OptimizerStateFile.Load(Path.Combine(source, OptimizerFile), parameters), LoadVector(source, ResidualFile));
    }

    /// <summary>The optimizer as the run's last finished phase left it, a copy; the state before the first step without one.</summary>
    public OptimizerState LoadOptimizer(RunId run, int parameters)
    {
        var last = Complete(run).OrderBy(round => round.Number).LastOrDefault();
        return last.Number == 0
            ? new OptimizerState(parameters)
            : OptimizerStateFile.Load(Path.Combine(FolderOf(last), OptimizerFile), parameters);
    }

    private static string FramePath(string source, int shard) => Path.Combine(source, $"shard-{shard:D5}.frame");

    private static LocalMetrics? LoadMetrics(string source) => JsonSerializer.Deserialize(
        File.ReadAllBytes(Path.Combine(source, MetricsFile)), LocalRoundJson.Default.LocalMetrics);

    private static void SaveVector(string path, ReadOnlyMemory<float> values)
    {
        if (!values.IsEmpty)
        {
            AtomicFile.Write(path, stream => stream.Write(MemoryMarshal.AsBytes(values.Span)));
        }
    }

    private static ReadOnlyMemory<float> LoadVector(string source, string file)
    {
        var path = Path.Combine(source, file);
        return File.Exists(path) ? MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray() : ReadOnlyMemory<float>.Empty;
    }

    private string FolderOf(RoundId round) => Path.Combine(folder, $"{round.Run}-{round.Number:D7}");

    private IEnumerable<RoundId> Complete(RunId run)
    {
        foreach (var path in Directory.EnumerateDirectories(folder, $"{run}-*"))
        {
            var suffix = Path.GetFileName(path)[(run.Value.Length + 1)..];
            if (int.TryParse(suffix, out var number) && File.Exists(Path.Combine(path, ReportFile)))
            {
                yield return new RoundId(run, number);
            }
        }
    }

    private void RemoveBefore(RoundId round)
    {
        foreach (var old in Complete(round.Run).Where(other => other.Number < round.Number - 1).ToArray())
        {
            Remove(FolderOf(old));
        }
    }

    /// <summary>The report goes first, so that a folder which is only half removed does not count.</summary>
    private static void Remove(string target)
    {
        if (Directory.Exists(target))
        {
            File.Delete(Path.Combine(target, ReportFile));
            Directory.Delete(target, recursive: true);
        }
    }
}
