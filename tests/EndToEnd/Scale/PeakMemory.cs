using System.Globalization;
using Tapestry.EndToEnd.Tests.Fixtures;

namespace Tapestry.EndToEnd.Tests.Scale;

/// <summary>The largest resident memory of a child process, in bytes, as Linux keeps it (VmHWM).</summary>
internal static class PeakMemory
{
    private const string Field = "VmHWM:";

    /// <summary>Reads the kernel's high-water mark until the process has ended; it never falls.</summary>
    public static async Task<long> WatchAsync(TapestryProcess program)
    {
        var peak = 0L;
        var end = program.WaitForExitAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (!end.IsCompleted)
        {
            peak = Math.Max(peak, await ReadAsync(program.Id));
            await timer.WaitForNextTickAsync();
        }

        (await end).AssertSucceeded();
        return peak;
    }

    private static async Task<long> ReadAsync(int process)
    {
        try
        {
            var lines = await File.ReadAllLinesAsync($"/proc/{process}/status");
            var line = lines.FirstOrDefault(text => text.StartsWith(Field, StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line[Field.Length..^"kB".Length], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It has just ended.
        }
    }
}
