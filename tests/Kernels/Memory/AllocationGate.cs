using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace Tapestry.Kernels.Tests.Memory;

/// <summary>What BenchmarkDotNet's memory diagnoser says of every case of a benchmark class.</summary>
internal static class AllocationGate
{
    private const int Calls = 16;

    /// <summary>Bytes allocated a call, by case.</summary>
    public static IReadOnlyDictionary<string, long> Measure<TBenchmark>()
    {
        var job = Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance)
            .WithWarmupCount(1).WithIterationCount(1).WithInvocationCount(Calls).WithUnrollFactor(1);
        var config = ManualConfig.CreateEmpty().AddJob(job).AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance).WithOptions(ConfigOptions.DisableOptimizationsValidator)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "tapestry-allocation-gate"));
        return BenchmarkRunner.Run<TBenchmark>(config).Reports.ToDictionary(
            report => report.BenchmarkCase.Parameters.PrintInfo,
            report => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)
                ?? throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} was not measured."));
    }
}
