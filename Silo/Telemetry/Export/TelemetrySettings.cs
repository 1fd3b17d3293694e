using System.Security.Cryptography.X509Certificates;

namespace Tapestry.Silo.Telemetry.Export;

/// <summary>Where a silo sends metrics and traces. Nothing else decides that: no environment variable, no proxy setting.</summary>
public sealed record TelemetrySettings
{
    /// <summary>The collector: http or https.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>How it is spoken to.</summary>
    public OtlpProtocol Protocol { get; init; }

    /// <summary>Time between two exports of metrics; spans are sent every five seconds, or as often as metrics if that is more often.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Sent with every export; may hold secrets.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whose signature the collector's certificate needs; null for the system's trust store.</summary>
    public X509Certificate2? Authority { get; init; }

    /// <summary><c>service.instance.id</c>; unique among the region's silos.</summary>
    public required string Instance { get; init; }

    /// <summary>Share of traces that are sent, from 0 to 1; a trace is sent by all silos or by none.</summary>
    public double TraceShare { get; init; } = 1;

    /// <summary>Longest wait for the collector's answer to one export.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time that a stopping silo spends on what is not yet sent.</summary>
    public TimeSpan FlushTime { get; init; } = TimeSpan.FromSeconds(5);
}
