using System.Diagnostics.Metrics;

namespace Tapestry.Silo.Telemetry;

/// <summary>Bytes of the API's bodies, repeats included.</summary>
internal static class ApiTraffic
{
    /// <summary>Messages of sites and everything else that is JSON.</summary>
    public const string Json = "json";

    /// <summary>Pieces of uploads: contributions and answers of handshakes.</summary>
    public const string Upload = "upload";

    /// <summary>Blobs: shards of Shared Bases above all.</summary>
    public const string Blob = "blob";

    /// <summary>Streams of events.</summary>
    public const string Events = "events";

    private static readonly Counter<long> Bytes = SiloTelemetry.Meter.CreateCounter<long>(
        "tapestry.api.io", "By", "Bytes of bodies that came in and went out over the API, repeats included.");

    /// <summary>Bytes came in.</summary>
    public static void Received(string kind, long bytes) => Count("receive", kind, bytes);

    /// <summary>Bytes went out.</summary>
    public static void Sent(string kind, long bytes) => Count("transmit", kind, bytes);

    private static void Count(string direction, string kind, long bytes) =>
        Bytes.Add(bytes, new(SiloTelemetry.Direction, direction), new KeyValuePair<string, object?>(SiloTelemetry.BodyKind, kind));
}
