using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Tapestry.Testing.Otlp;

/// <summary>A collector on a free port that keeps what it gets.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly WebApplication application;
    private readonly ConcurrentQueue<OtlpRequest> requests = new();
    private readonly SemaphoreSlim came = new(0);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<OtlpReceiver, HttpContext, Task> answer;
    private int connections;

    private OtlpReceiver(HttpProtocols protocols, X509Certificate2? certificate, Func<OtlpReceiver, HttpContext, Task> answer)
    {
        this.answer = answer;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            endpoint.Protocols = protocols;
            endpoint.Use(next => connection =>
            {
                Interlocked.Increment(ref connections);
                return next(connection);
            });
            if (certificate is not null)
            {
                endpoint.UseHttps(certificate);
            }
        }));
        application = builder.Build();
        application.Run(TakeAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Connections so far, also those on which nothing came.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Exports so far.</summary>
    public IReadOnlyList<OtlpRequest> Requests => [.. requests];

    /// <summary>Metrics so far.</summary>
    public IReadOnlyList<OtlpMetric> Metrics => [.. requests.SelectMany(request => request.Metrics)];

    /// <summary>Spans so far.</summary>
    public IReadOnlyList<OtlpSpan> Spans => [.. requests.SelectMany(request => request.Spans)];

    /// <summary>Starts a collector that takes everything.</summary>
    /// <param name="protocols">What it speaks.</param>
    /// <param name="certificate">With it it speaks TLS.</param>
    public static Task<OtlpReceiver> StartAsync(HttpProtocols protocols = HttpProtocols.Http1, X509Certificate2? certificate = null) =>
        StartAsync(protocols, certificate, (_, _) => Task.CompletedTask);

    /// <summary>Starts one that reads what comes and answers nobody until it is disposed of.</summary>
    public static Task<OtlpReceiver> StartHangingAsync() => StartAsync(HttpProtocols.Http1, null, (receiver, _) => receiver.released.Task);

    /// <summary>Starts one that refuses.</summary>
    public static Task<OtlpReceiver> StartRefusingAsync(int status) => StartAsync(HttpProtocols.Http1, null, (_, context) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    /// <summary>Waits, a minute at most, until what came holds.</summary>
    /// <param name="holds">Says so.</param>
    /// <param name="what">For the message when it does not.</param>
    public async Task WaitUntilAsync(Func<OtlpReceiver, bool> holds, string what)
    {
        using var limit = new CancellationTokenSource(Longest);
        try
        {
            while (!holds(this))
            {
                await came.WaitAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{what} did not come; metrics {string.Join(", ", Metrics.Select(m => m.Name).Distinct())}; spans {string.Join(", ", Spans.Select(s => s.Name).Distinct())}.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        released.TrySetResult();
        await application.DisposeAsync();
        came.Dispose();
    }

    private static async Task<OtlpReceiver> StartAsync(
        HttpProtocols protocols, X509Certificate2? certificate, Func<OtlpReceiver, HttpContext, Task> answer)
    {
        var receiver = new OtlpReceiver(protocols, certificate, answer);
        await receiver.application.StartAsync();
        return receiver;
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        requests.Enqueue(new OtlpRequest(
            context.Request.Path, context.Request.ContentType ?? "",
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        came.Release();
        await answer(this, context);
    }
}
