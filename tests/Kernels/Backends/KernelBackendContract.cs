using Tapestry.Kernels.Backends;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Backends;

/// <summary>What every backend must do: the bits, and the refusals, of the classes that define the kernels.</summary>
public abstract partial class KernelBackendContract
{
    // Cut into tiles by a backend with little memory; no block and no byte ends with it.
    private const int Long = 400_003;

    private static readonly int[] Short = [0, 1, 2, 7, 31, 32, 33, 64, 65, 511, 512, 513, 4097];

    private static readonly int[] Lengths = [.. Short, 65_537, Long];

    private static readonly float[] LongNormal = Vectors.Normal(Long, seed: 13);

    public static TheoryData<int> Sizes => [.. Lengths];

    public static TheoryData<int> BitWidths => [.. Enumerable.Range(1, 32)];

    protected abstract IKernelBackend Backend { get; }

    [Fact]
    public void It_says_what_it_is() => Assert.False(string.IsNullOrWhiteSpace(Backend.Description));

    /// <summary>Every short length, and the long one at some widths.</summary>
    private static int[] LengthsAt(int bits) => bits is 1 or 12 or 31 ? Lengths : Short;

    private static float[] NormalPrefix(int length) => LongNormal.AsSpan(0, length).ToArray();

    private static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The backend refuses with the very error of the defining class and leaves the memory alone.</summary>
    private static void AssertSameRefusal<T>(T[] memory, Action reference, Action backend)
    {
        var before = memory.ToArray();
        var expected = Record.Exception(reference);
        var actual = Record.Exception(backend);

        Assert.NotNull(expected);
        Assert.Equal((expected.GetType(), expected.Message), (actual?.GetType(), actual?.Message));
        Assert.Equal(before, memory);
    }

    private static void AssertSame<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IEquatable<T>
    {
        var common = expected.CommonPrefixLength(actual);
        Assert.True(common == expected.Length && common == actual.Length, $"{what}: element {common} of {expected.Length} differs.");
    }
}
