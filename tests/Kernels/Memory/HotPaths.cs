using BenchmarkDotNet.Attributes;
using Tapestry.KernelCases;

namespace Tapestry.Kernels.Tests.Memory;

/// <summary>One call of every kernel that is timed, on one core.</summary>
public class HotPaths
{
    private const int Coordinates = 70_001;

    private Action<int> run = _ => { };

    /// <summary>The kernels by name.</summary>
    public static IEnumerable<string> Names => AllCases.List.Select(kernel => kernel.Name);

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Prepare() => run = AllCases.List.Single(kernel => kernel.Name == Name).Prepare(Coordinates);

    [Benchmark]
    public void Run() => run(1);
}
