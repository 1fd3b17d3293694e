using Tapestry.Client.Sdk;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Client.Tests.Sdk;

/// <summary>A region whose run waits in round 1 for its three sites, and a client of it.</summary>
internal sealed record RegionUnderTest(RegionFixture Region, IRegionClient Client) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Region.DisposeAsync();
    }
}
