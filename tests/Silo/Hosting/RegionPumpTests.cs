using Tapestry.Silo.Hosting;

namespace Tapestry.Silo.Tests.Hosting;

public sealed class RegionPumpTests
{
    /// <summary>A silo that is told to stop drains, whatever its tasks meet meanwhile.</summary>
    [Fact]
    public async Task A_fault_while_stopping_is_told_and_ends_as_stopped()
    {
        using var stop = new CancellationTokenSource();
        var told = new List<string>();
        var pump = new RegionPump("evidence", async _ =>
        {
            await stop.CancelAsync();
            throw new FileNotFoundException("planted");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump.RunAsync(TimeProvider.System, told.Add, stop.Token));

        Assert.Contains("planted", Assert.Single(told), StringComparison.Ordinal);
    }
}
