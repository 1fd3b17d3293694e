using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Silo.Embedded;

namespace Tapestry.Silo.Tests.Fixtures;

/// <summary>A way from a site to a region.</summary>
public interface IGatewayTransport : IAsyncDisposable
{
    Task<ISiteGateway> OpenAsync(EmbeddedRegion region, string folder);
}
