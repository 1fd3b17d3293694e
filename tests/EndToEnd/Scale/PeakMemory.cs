using System.Globalization;

namespace Tapestry.EndToEnd.Tests.Scale;

/// <summary>The largest resident memory that a running process has had, as Linux keeps it (VmHWM).</summary>
internal static class PeakMemory
{
    private const string Field = "VmHWM:";

    /// <summary>In bytes.</summary>
    public static async Task<long> OfAsync(int process)
    {
        var lines = await File.ReadAllLinesAsync($"/proc/{process}/status");
        var line = lines.Single(text => text.StartsWith(Field, StringComparison.Ordinal));
        return 1024 * long.Parse(line[Field.Length..^"kB".Length], CultureInfo.InvariantCulture);
    }
}
