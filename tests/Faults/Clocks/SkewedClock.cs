using System.Globalization;
using Tapestry.Testing;

namespace Tapestry.Faults.Tests.Clocks;

/// <summary>The library of <c>skewed_clock.cpp</c>.</summary>
public sealed class SkewedClock : IAsyncLifetime, IDisposable
{
    private readonly PreloadLibrary library = new();

    /// <summary>The environment of a program whose clock is that wrong.</summary>
    public IReadOnlyDictionary<string, string> By(TimeSpan skew) => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = library.Path,
        ["CLOCK_SKEW_SECONDS"] = skew.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture),
    };

    public Task InitializeAsync() => library.BuildAsync("Clocks/skewed_clock.cpp");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => library.Dispose();
}
