using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Http;
using Tapestry.Silo.Identity;

namespace Tapestry.Silo.Hosting;

/// <summary>Serves a region's API and the silo's health over HTTP, with Kestrel.</summary>
public sealed class SiloServer : IAsyncDisposable
{
    /// <summary>Asking for it reaches the blob store, whether it is there or not.</summary>
    private static readonly Sha256Digest NoBlob = Sha256Digest.Of([]);

    private readonly WebApplication application;
    private readonly SiloApi api;
    private readonly RegionAccess region;
    private readonly CancellationTokenSource draining = new();

    private SiloServer(RegionAccess region, SiloServerOptions options, ILoggerProvider? log)
    {
        this.region = region;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Listen(options.Listen, endpoint => SiloTls.Use(endpoint, options.Identity));
        });
        builder.Services.AddRoutingCore();
        if (options.Identity?.Partners is { } partners)
        {
            TokenCheck.Register(builder.Services, partners, region.Clock);
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTime);
        if (log is not null)
        {
            builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        }

        application = builder.Build();
        api = new SiloApi(
            region, options.Limits, options.Identity, application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("tapestry.api"), draining.Token);
        Map();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts to listen.</summary>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<SiloServer> StartAsync(
        RegionAccess region, SiloServerOptions options, ILoggerProvider? log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var server = new SiloServer(region, options, log);
        try
        {
            await server.application.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops gracefully: waits end at once, other requests under way are finished within the drain time.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await draining.CancelAsync();
        await application.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await draining.CancelAsync();
        await application.DisposeAsync();
        api.Dispose();
        draining.Dispose();
    }

    private void Map()
    {
        application.UseRouting();
        application.MapGet("/healthz", (RequestDelegate)(context => context.Response.WriteAsync("ok\n", context.RequestAborted)));
        application.MapGet("/readyz", (RequestDelegate)AnswerReadyAsync);
        api.Map(application);
    }

    /// <summary>Ready while it does not drain and the database and the blob store answer.</summary>
    private async Task AnswerReadyAsync(HttpContext context)
    {
        var fault = draining.IsCancellationRequested ? "draining" : await OutageAsync(context.RequestAborted);
        context.Response.StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsync($"{fault ?? "ready"}\n", context.RequestAborted);
    }

    /// <summary>What is away. Everybody may ask, so no address is told.</summary>
    private async Task<string?> OutageAsync(CancellationToken cancellationToken)
    {
        try
        {
            await region.Events.LastRecordedAtAsync(cancellationToken);
            await region.Blobs.ExistsAsync(NoBlob, cancellationToken);
            return null;
        }
        catch (GrainHostException)
        {
            return "the database does not answer";
        }
        catch (BlobException)
        {
            return "the blob store does not answer";
        }
    }
}
