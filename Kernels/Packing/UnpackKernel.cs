using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Packing;

/// <summary>Unpacks a range of values.</summary>
internal readonly unsafe struct UnpackKernel<TField>(byte* packed, int bits, int* values, SimdWidth widest) : IRangeKernel
    where TField : unmanaged, IPackedField
{
    private readonly byte* packed = packed;
    private readonly int bits = bits;
    private readonly int* values = values;
    private readonly SimdWidth widest = widest;

    public void Run(long start, long end)
    {
        var destination = new Span<int>(values + start, (int)(end - start));
        var source = new ReadOnlySpan<byte>(
            packed + (start * bits / 8), (int)BitPacking.ByteCount(destination.Length, bits));
        var done = VectorUnpacking.Covers(widest) ? VectorUnpacking.Unpack<TField>(source, bits, destination) : 0;
        ScalarPacking.Unpack<TField>(source[(int)((long)done * bits / 8)..], bits, destination[done..]);
    }
}
