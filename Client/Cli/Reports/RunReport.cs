namespace Tapestry.Client.Cli.Reports;

/// <summary>What a run was and what came out of it: <c>report.json</c>, schema version 1, described in docs/report.md.</summary>
public sealed record RunReport
{
    /// <summary>The only schema version that this program writes and reads.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Version of the schema.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Reproduces the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What the command line asked for, defaults resolved.</summary>
    public required ReportSettings Settings { get; init; }

    /// <summary>Where it ran.</summary>
    public required ReportMachine Machine { get; init; }

    /// <summary>Number of parameters of the model.</summary>
    public required long Parameters { get; init; }

    /// <summary>Every round in order.</summary>
    public required IReadOnlyList<ReportRound> Rounds { get; init; }

    /// <summary>Final held-out bits per byte of every model on every language.</summary>
    public required ReportBitsPerByte Bpb { get; init; }

    /// <summary>SHA-256 of the final Shared Base's flat parameter vector, lower-case hexadecimal.</summary>
    public required string SharedBaseSha256 { get; init; }

    /// <summary>Bytes that travelled, and would have travelled.</summary>
    public required ReportTraffic Traffic { get; init; }

    /// <summary>Wall time by phase; null when it was not measured.</summary>
    public IReadOnlyList<ReportPhase>? Phases { get; init; }

    /// <summary>What secure aggregation did; null without it.</summary>
    public ReportSecure? Secure { get; init; }

    /// <summary>What noise for differential privacy cost and did; null without it.</summary>
    public ReportPrivacy? Privacy { get; init; }
}
