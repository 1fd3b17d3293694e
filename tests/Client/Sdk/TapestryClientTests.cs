using Tapestry.Client.Sdk;
using Tapestry.Client.Sdk.Http;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Client.Tests.Sdk;

/// <summary>The contract over HTTP.</summary>
public sealed class TapestryClientTests : RegionClientContract
{
    private protected override async Task<RegionUnderTest> OpenAsync()
    {
        var transport = new HttpTransport { IsBypassed = true };
        var region = await RegionFixture.StartAsync(transport: transport);
        return new RegionUnderTest(region, new TapestryClient(new RegionConnectionOptions { Silos = [transport.Server.Address] }));
    }
}
