using BenchmarkDotNet.Attributes;

namespace Tapestry.Kernels.Tests.Memory;

/// <summary>A hot path that allocates.</summary>
public class PlantedAllocation
{
    public const int Bytes = 1000;

    public byte[] Kept { get; private set; } = [];

    [Benchmark]
    public void Run() => Kept = new byte[Bytes];
}
