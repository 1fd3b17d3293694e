using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;
using Xunit.Abstractions;

namespace Tapestry.EndToEnd.Tests.Scale;

/// <summary>Memory grows with the cores and the text, not with the sites' models.</summary>
public sealed class ManySitesTests(ITestOutputHelper output)
{
    private const int Sites = 64;

    /// <summary>One and a half times the most that was measured, 558 MiB, a good part of it libtorch itself.</summary>
    private const long MostBytes = 840L << 20;

    [Fact]
    public async Task Sixty_four_sites_of_a_nano_model_run_in_bounded_memory()
    {
        using var folder = new TemporaryFolder();
        var data = TestText.Write(folder.File("data"), Enumerable.Range(0, Sites).Select(site => $"site-{site:D2}"));
        using var program = TapestryProcess.Start(TestRun.Arguments(
            data, folder.File("out"), "--rounds", "2", "--local-steps", "1", "--private-steps", "1"));

        // All that trains has trained then; measuring 65 models on 64 texts would only take long.
        var shown = await program.ReadUntilAsync("phase 3/");
        var peak = await PeakMemory.OfAsync(program.Id);
        program.Interrupt();
        await program.WaitForExitAsync().InTimeAsync();

        output.WriteLine($"peak memory of {Sites} sites: {peak >> 20} MiB");
        Assert.Equal(2, shown.Count(line => line.StartsWith("round ", StringComparison.Ordinal)));
        Assert.Equal(Sites, Directory.EnumerateFiles(Path.Combine(folder.File("out"), "sovereign"), "model.safetensors", SearchOption.AllDirectories).Count());
        Assert.InRange(peak, 1L << 20, MostBytes);
    }
}
