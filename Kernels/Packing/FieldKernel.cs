using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Packing;

/// <summary>Operates on a range of packed fields; a range starts with a field, so nothing is carried into it.</summary>
internal readonly unsafe struct FieldKernel<TOperation>(byte* accumulator, byte* operand, int bits, SimdWidth widest)
    : IRangeKernel
    where TOperation : unmanaged, IFieldOperation
{
    private readonly byte* accumulator = accumulator;
    private readonly byte* operand = operand;
    private readonly int bits = bits;
    private readonly SimdWidth widest = widest;

    public void Run(long start, long end)
    {
        var (first, bytes) = (start * bits / 8, (int)BitPacking.ByteCount((int)(end - start), bits));
        Apply(new Span<byte>(accumulator + first, bytes), new ReadOnlySpan<byte>(operand + first, bytes), bits, widest);
    }

    /// <summary>Operates on spans that start with a field and are equally long.</summary>
    public static void Apply(Span<byte> left, ReadOnlySpan<byte> right, int bits, SimdWidth widest)
    {
        var done = widest >= SimdWidth.Bits512 ? VectorFields.Apply<TOperation>(left, right, bits) : default;
        ScalarFields.Apply<TOperation>(left, right, bits, done);
    }
}
