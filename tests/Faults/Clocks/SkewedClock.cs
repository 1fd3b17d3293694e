using System.Diagnostics;
using System.Globalization;
using Tapestry.Testing;

namespace Tapestry.Faults.Tests.Clocks;

/// <summary>Builds <c>skewed_clock.cpp</c> with the compiler that the trainer needs anyway.</summary>
public sealed class SkewedClock : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Library => folder.File("skewed_clock.so");

    /// <summary>The environment of a program whose clock is that wrong.</summary>
    public IReadOnlyDictionary<string, string> By(TimeSpan skew) => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library,
        ["CLOCK_SKEW_SECONDS"] = skew.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture),
    };

    public async Task InitializeAsync()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Clocks", "skewed_clock.cpp");
        using var compiler = Process.Start("g++", ["-shared", "-fPIC", "-O1", "-o", Library, source, "-ldl"]);
        await compiler.WaitForExitAsync();
        Assert.Equal(0, compiler.ExitCode);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();
}
