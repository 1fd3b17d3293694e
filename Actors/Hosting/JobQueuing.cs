using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Hosting;

/// <summary>Makes the row of a new job.</summary>
internal static class JobQueuing
{
    private const int GuidBytes = 16;

    public static NewJob Create<TPayload>(
        HostServices services, string kind, TPayload payload, JobOptions options, DateTimeOffset now)
        where TPayload : class
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(payload, services.Registry.Job<TPayload>(kind));
        var limits = services.Options;
        Limit.Enforce(
            nameof(GrainHostOptions.MaxJobPayloadBytes), json.Length, limits.MaxJobPayloadBytes, "Payload of job kind", kind);
        Limit.Enforce(
            nameof(GrainHostOptions.MaxNameLength), options.DedupKey?.Length ?? 0, limits.MaxNameLength,
            "Dedup key of job kind", kind);
        var maxAttempts = options.MaxAttempts ?? limits.DefaultJobAttempts;
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAttempts, 1, nameof(options));
        var id = options.DedupKey is { } dedupKey ? DedupId(kind, dedupKey) : services.Ids.NewId();
        var notBefore = Microseconds.Truncate(options.NotBefore ?? now);
        return new NewJob(id, kind, json, options.Priority, notBefore, maxAttempts, now) { TraceParent = CurrentSpan() };
    }

    private static string? CurrentSpan() => Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? span.Id : null;

    /// <summary>RFC 9562 version 8: SHA-256 of kind, a zero byte and key, so that queuing needs no look-up.</summary>
    private static Guid DedupId(string kind, string dedupKey)
    {
        Span<byte> id = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\0{dedupKey}")).AsSpan(0, GuidBytes);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
