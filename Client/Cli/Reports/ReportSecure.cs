namespace Tapestry.Client.Cli.Reports;

/// <summary>What secure aggregation did over a run.</summary>
public sealed record ReportSecure
{
    /// <summary>Bits of a coordinate on the wire.</summary>
    public required int BitsPerCoordinate { get; init; }

    /// <summary>Share of the members that was killed in every round, as asked for.</summary>
    public required double Drop { get; init; }

    /// <summary>Rounds that ended without a merge.</summary>
    public required int RoundsAbandoned { get; init; }

    /// <summary>Members that were in a cohort and not in its sum, all rounds together.</summary>
    public required int Dropouts { get; init; }

    /// <summary>Handshakes beyond the first of their round, all rounds together.</summary>
    public required int HandshakesRepeated { get; init; }

    /// <summary>Bytes that a member sent for each parameter in a certified round, protocol messages included; NaN without such a round.</summary>
    public required double BytesAParameter { get; init; }
}
