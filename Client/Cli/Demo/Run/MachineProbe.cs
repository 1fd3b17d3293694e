using System.Runtime.InteropServices;
using Tapestry.Client.Cli.Reports;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Describes this machine for the report.</summary>
internal static class MachineProbe
{
    private const string ProcessorSource = "/proc/cpuinfo";
    private const string ProcessorField = "model name";

    public static ReportMachine Describe() => new()
    {
        Processor = Processor(),
        Cores = Environment.ProcessorCount,
        MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        OperatingSystem = RuntimeInformation.OSDescription,
        Runtime = RuntimeInformation.FrameworkDescription,
    };

    private static string Processor()
    {
        var line = File.Exists(ProcessorSource)
            ? File.ReadLines(ProcessorSource).FirstOrDefault(text => text.StartsWith(ProcessorField, StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
