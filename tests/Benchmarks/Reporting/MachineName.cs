namespace Tapestry.Benchmarks.Reporting;

/// <summary>Names the machine of a result by its processor.</summary>
public static class MachineName
{
    /// <summary>Processor model and core count, as the kernel reports them.</summary>
    public static string Describe()
    {
        const string source = "/proc/cpuinfo";
        var model = File.Exists(source)
            ? File.ReadLines(source).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        var name = model?[(model.IndexOf(':') + 1)..].Trim() ?? "unknown processor";
        return $"{name}, {Environment.ProcessorCount} cores";
    }
}
