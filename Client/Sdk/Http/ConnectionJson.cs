using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tapestry.Client.Sdk.Http;

/// <summary>JSON requests over a connection.</summary>
public static class ConnectionJson
{
    /// <summary>Reads a value.</summary>
    /// <exception cref="RegionRefusedException">The answer is of another shape.</exception>
    public static Task<T> GetAsync<T>(this RegionConnection connection, string path, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        connection.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)),
            async (response, stop) => Parse(await response.Content.ReadAsByteArrayAsync(stop), json),
            connection.Options.RequestTimeout, cancellationToken);

    /// <summary>Puts a value.</summary>
    public static Task PutAsync<T>(
        this RegionConnection connection, string path, T value, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        connection.WriteAsync(HttpMethod.Put, path, JsonSerializer.SerializeToUtf8Bytes(value, json), "application/json", cancellationToken);

    /// <summary>Posts a value.</summary>
    public static Task PostAsync<T>(
        this RegionConnection connection, string path, T value, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        connection.WriteAsync(HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(value, json), "application/json", cancellationToken);

    /// <summary>Sends a request whose answer holds nothing.</summary>
    /// <param name="connection">The region.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Address below the silo's.</param>
    /// <param name="body">Body; null for none.</param>
    /// <param name="media">Media type of the body.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task WriteAsync(
        this RegionConnection connection, HttpMethod method, string path, ReadOnlyMemory<byte>? body, string media,
        CancellationToken cancellationToken) =>
        connection.SendAsync(
            () => new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
            {
                Content = body is { } bytes ? new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(media) } } : null,
            },
            (_, _) => Task.FromResult(true), connection.Options.RequestTimeout, cancellationToken);

    /// <summary>An answer that is not what the address promises comes from something that is not a region.</summary>
    private static T Parse<T>(byte[] body, JsonTypeInfo<T> json)
    {
        try
        {
            return JsonSerializer.Deserialize(body, json) ?? throw new JsonException("it is null");
        }
        catch (JsonException unfit)
        {
            throw new RegionRefusedException(Refusals.Unreadable(typeof(T), unfit));
        }
    }
}
