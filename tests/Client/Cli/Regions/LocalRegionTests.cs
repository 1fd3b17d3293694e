using Tapestry.Client.Cli.Regions.Local;
using Tapestry.Client.Tests.Sdk;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Client.Tests.Cli.Regions;

/// <summary>The contract over a folder that a process has open.</summary>
public sealed class LocalRegionTests : RegionClientContract
{
    private protected override async Task<RegionUnderTest> OpenAsync()
    {
        var region = await RegionFixture.StartAsync();
        return new RegionUnderTest(
            region, await LocalRegion.OpenFolderAsync(Path.GetDirectoryName(region.Folder)!, TimeProvider.System, default));
    }
}
