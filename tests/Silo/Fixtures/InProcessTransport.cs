using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Silo.Embedded;

namespace Tapestry.Silo.Tests.Fixtures;

/// <summary>The gateway itself.</summary>
public sealed class InProcessTransport : IGatewayTransport
{
    public Task<ISiteGateway> OpenAsync(EmbeddedRegion region, string folder) => Task.FromResult(region.Gateway);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
