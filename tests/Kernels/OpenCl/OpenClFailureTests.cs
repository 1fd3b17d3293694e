using Tapestry.Kernels.Backends;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Cpu;
using Tapestry.Kernels.OpenCl;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.OpenCl;

/// <summary>A device that fails at any of its calls: nothing is lost, and the CPU's result comes with one warning.</summary>
public sealed class OpenClFailureTests(OpenClFailureTests.Device device) : IClassFixture<OpenClFailureTests.Device>
{
    // Goes in tiles, so that a failure can come when some of them are done.
    private const int Length = 150_001;

    private static readonly float[] Normal = Vectors.Normal(Length, seed: 1);

    private static readonly RotationSeed Seed = new(new byte[RotationSeed.ByteLength]);

    public static TheoryData<string> Functions =>
        ["clCreateBuffer", "clSetKernelArg", "clEnqueueUnmapMemObject", .. Queued];

    public static TheoryData<string> QueuedFunctions => [.. Queued];

    private static string[] Queued => ["clEnqueueNDRangeKernel", "clEnqueueWriteBuffer", "clEnqueueMapBuffer"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_failed_rotation_leaves_the_vector_and_the_cpu_rotates_it(string function) =>
        FailEverywhere(function, Normal, (backend, values) => backend.Rotate(values, Seed));

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_failed_sum_leaves_the_accumulator_and_the_cpu_adds(string function) => FailEverywhere(
        function, new byte[Length * 4], (backend, sum) => backend.AddPacked(sum, sum.ToArray(), Length, 32));

    [Theory]
    [MemberData(nameof(QueuedFunctions))]
    public void Failed_masks_leave_the_vector_and_the_cpu_masks_it(string function) => FailEverywhere(
        function,
        new byte[Length * 4],
        (backend, packed) => backend.ApplyMasks(packed, Length, 32, [new(new byte[32], new byte[12], default)]));

    [Theory]
    [MemberData(nameof(QueuedFunctions))]
    public void A_failed_encoding_leaves_the_values_and_the_cpu_encodes(string function)
    {
        foreach (var encoding in new[] { ContributionEncoding.Int8, ContributionEncoding.Int4 })
        {
            FailEverywhere(function, Normal, (backend, values) =>
            {
                var codec = backend.CodecFor(encoding);
                codec.EncodeWithResidual(values, new byte[codec.ByteCount(Length)], values);
            });
        }
    }

    [Theory]
    [MemberData(nameof(QueuedFunctions))]
    public void A_failed_call_that_only_writes_is_made_good_by_the_cpu(string function) => FailEverywhere(
        function,
        new int[Length],
        (backend, rounded) => backend.RoundNearest(Normal, 9f, rounded),
        onlyWrites: true);

    /// <summary>Runs an operation with the fault at its first call of a function, at a later one, until none is left.</summary>
    private void FailEverywhere<T>(
        string function, T[] memory, Action<IKernelBackend, T[]> operation, bool onlyWrites = false)
        where T : unmanaged, IEquatable<T>
    {
        var expected = memory.ToArray();
        operation(new CpuBackend(), expected);
        var stride = function == "clSetKernelArg" ? 7 : 1;
        var fault = 0;
        while (FailAt(function, fault, memory.ToArray(), onlyWrites ? null : memory, expected, operation))
        {
            TakeOverAt(function, fault, memory.ToArray(), expected, operation);
            fault += stride;
        }

        Assert.True(fault > 0, $"{function} was never called.");
    }

    /// <summary>The call throws and changes nothing, or what failed came after the result; false if nothing failed.</summary>
    private bool FailAt<T>(
        string function, int fault, T[] actual, T[]? unchanged, T[] expected, Action<IKernelBackend, T[]> operation)
        where T : unmanaged, IEquatable<T>
    {
        var backend = device.Start(function);
        PlantedFault.Arm(function, fault);
        var error = Record.Exception(() => operation(backend, actual));
        var failed = !PlantedFault.Disarm();
        if (error is null)
        {
            Assert.True(!failed || function == "clEnqueueUnmapMemObject", $"{function} failed unnoticed.");
            AssertSame<T>(expected, actual);
        }
        else
        {
            Assert.Equal(function, Assert.IsType<OpenClException>(error).Call);
            AssertSame<T>(unchanged ?? actual, actual);
        }

        return failed;
    }

    private void TakeOverAt<T>(string function, int fault, T[] actual, T[] expected, Action<IKernelBackend, T[]> operation)
        where T : unmanaged, IEquatable<T>
    {
        var warnings = new List<string>();
        var backend = new FallbackBackend(device.Start(function), new CpuBackend(), warnings.Add);
        PlantedFault.Arm(function, fault);
        operation(backend, actual);
        PlantedFault.Disarm();
        AssertSame<T>(expected, actual);

        // What failed after the result shows at the next call.
        operation(backend, actual.ToArray());
        Assert.Contains($"{function} failed: CL_OUT_OF_RESOURCES (-5)", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.StartsWith("CPU", backend.Description, StringComparison.Ordinal);
    }

    private static void AssertSame<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IEquatable<T> =>
        Assert.True(expected.SequenceEqual(actual), $"Element {expected.CommonPrefixLength(actual)} differs.");

    /// <summary>Backends with so little memory that vectors go in tiles, on OpenCL that fails when told to.</summary>
    public sealed class Device : IDisposable
    {
        private readonly List<OpenClBackend> started = [];

        /// <summary>The one that others used before, or a new one where a fault leaves traces or comes only once.</summary>
        internal OpenClBackend Start(string function)
        {
            var lasting = function is "clEnqueueUnmapMemObject" or "clCreateBuffer";
            if (lasting || started.Count == 0)
            {
                started.Add(OpenClMachine.Start(
                    new OpenClOptions { MemoryLimitBytes = OpenClOptions.LeastMemoryBytes }, FaultyOpenCl.Api));
            }

            return lasting ? started[^1] : started[0];
        }

        public void Dispose() => started.ForEach(backend => backend.Dispose());
    }
}
