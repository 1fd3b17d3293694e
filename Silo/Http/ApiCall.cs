using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Identity;
using Tapestry.Silo.Telemetry;

namespace Tapestry.Silo.Http;

/// <summary>A request with what its operation needs: parameters read and checked, bodies bounded.</summary>
internal sealed class ApiCall(
    HttpContext context, RegionAccess region, StagedUploads uploads, ApiLimits limits, Caller caller, Func<Task> authenticateAgain,
    CancellationToken draining)
{
    /// <summary>Media type of bodies that are bytes.</summary>
    public const string Binary = "application/octet-stream";

    public HttpContext Context { get; } = context;

    public RegionAccess Region { get; } = region;

    /// <summary>Bytes that wait for their message.</summary>
    public StagedUploads Uploads { get; } = uploads;

    /// <summary>Who asks.</summary>
    public Caller Caller { get; } = caller;

    public ApiLimits Limits { get; } = limits;

    /// <summary>The silo is about to stop: waits end, so that their clients go to another.</summary>
    public CancellationToken Draining { get; } = draining;

    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>Checks, after a wait, that the caller was not removed meanwhile.</summary>
    /// <exception cref="IdentityException">It was.</exception>
    public Task CheckStillWelcomeAsync() => authenticateAgain();

    public RoundId Round => new(new RunId(Route("run")), RouteNumber("number"));

    public Sha256Digest Digest => Sha256Digest.Parse(Route("digest"));

    public string Route(string name) => (string)Context.Request.RouteValues[name]!;

    public string? Query(string name) => Context.Request.Query[name] is [var value, ..] ? value : null;

    /// <summary>A whole number of the query, or of a header; a missing one is the default.</summary>
    /// <exception cref="RequestRefusalException">It is none, or out of range.</exception>
    public static long Number(string name, string? text, long missing, long maximum)
    {
        if (string.IsNullOrEmpty(text))
        {
            return missing;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= maximum
            ? value
            : throw Malformed($"{name} '{text}' is not a whole number from 0 to {maximum}.");
    }

    /// <summary>Reads a JSON body.</summary>
    /// <exception cref="RequestRefusalException">It is too long or does not fit the type.</exception>
    public async Task<T> ReadJsonAsync<T>(JsonTypeInfo<T> type)
    {
        var body = await ReadBytesAsync(Limits.MaxJsonBytes);
        return Parse("The body", body.Span, type);
    }

    /// <summary>Reads the message of <see cref="ApiHeaders.Message"/>, which comes before its bytes.</summary>
    /// <exception cref="RequestRefusalException">There is none, or it does not fit the type.</exception>
    public T ReadMessageHeader<T>(JsonTypeInfo<T> type) =>
        Parse(ApiHeaders.Message, Encoding.UTF8.GetBytes(Context.Request.Headers[ApiHeaders.Message].ToString()), type);

    /// <summary>Reads a body of at most so many bytes.</summary>
    /// <exception cref="RequestRefusalException">It is longer.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadBytesAsync(int maximum)
    {
        if (Context.Request.ContentLength is { } length)
        {
            return length <= maximum ? await ReadKnownAsync((int)length) : throw TooLarge(maximum);
        }

        using var read = new MemoryStream();
        var buffer = new byte[Math.Min(maximum + 1, 81_920)];
        int count;
        while ((count = await Context.Request.Body.ReadAsync(buffer, Aborted)) > 0)
        {
            read.Write(buffer, 0, count);
            if (read.Length > maximum)
            {
                throw TooLarge(maximum);
            }
        }

        return read.GetBuffer().AsMemory(0, (int)read.Length);
    }

    private async Task<ReadOnlyMemory<byte>> ReadKnownAsync(int length)
    {
        var body = GC.AllocateUninitializedArray<byte>(length);
        var read = await Context.Request.Body.ReadAtLeastAsync(body, length, throwOnEndOfStream: false, Aborted);
        return body.AsMemory(0, read);
    }

    public async Task WriteJsonAsync<T>(T value, JsonTypeInfo<T> type)
    {
        Context.Response.ContentType = "application/json";
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        await Context.Response.Body.WriteAsync(body, Aborted);
        ApiTraffic.Sent(ApiTraffic.Json, body.Length);
    }

    public Task NoContentAsync()
    {
        Context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    public static RequestRefusalException Malformed(string why) => new(RequestRefusalException.Malformed, why);

    private static RequestRefusalException TooLarge(int maximum) => new(
        RequestRefusalException.TooLarge, $"The body is longer than {maximum} bytes, the most that is taken here: send it in smaller pieces.");

    private static T Parse<T>(string what, ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        ApiTraffic.Received(ApiTraffic.Json, json.Length);
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw Malformed($"{what} is null.");
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException)
        {
            throw Malformed($"{what} does not fit {typeof(T).Name}: {problem.Message}");
        }
    }

    private int RouteNumber(string name) => (int)Number(name, Route(name), 0, int.MaxValue);
}
