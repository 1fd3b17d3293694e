using System.Net;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Remote;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Embedded;
using Tapestry.Silo.Hosting;
using Tapestry.Silo.Http;
using Tapestry.Silo.Identity;

namespace Tapestry.Silo.Tests.Fixtures;

/// <summary>The site's own client and a server on a free port, with pieces so small that frames need several.</summary>
public sealed class HttpTransport : IGatewayTransport
{
    private RegionConnection? connection;

    /// <summary>Whether the fixture's own calls go past the server.</summary>
    public bool IsBypassed { get; init; }

    public ApiLimits Limits { get; init; } = new();

    /// <summary>Whom the server takes at their word; null takes everybody.</summary>
    public RegionIdentity? Identity { get; init; }

    /// <summary>Where the server looks for blobs; null for the region's own store.</summary>
    public IBlobStore? Blobs { get; init; }

    public SiloServer Server { get; private set; } = null!;

    public async Task<ISiteGateway> OpenAsync(EmbeddedRegion region, string folder)
    {
        var access = new RegionAccess
        {
            Grains = region.Grains,
            Events = region.Events,
            Blobs = Blobs ?? region.Blobs,
            Staging = await FolderBlobStore.OpenAsync(
                new FolderBlobStoreOptions { Folder = Path.Combine(folder, "staging") }, region.Clock, default),
            Gateway = region.Gateway,
            Clock = region.Clock,
        };
        Server = await SiloServer.StartAsync(
            access, new SiloServerOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), Limits = Limits, Identity = Identity }, log: null, default);
        return IsBypassed ? region.Gateway : new RemoteGateway(Connect());
    }

    public async ValueTask DisposeAsync()
    {
        connection?.Dispose();
        await Server.DisposeAsync();
    }

    private RegionConnection Connect() => connection = new RegionConnection(
        new RegionConnectionOptions { Silos = [Server.Address], PieceBytes = 50 }, TimeProvider.System);
}
