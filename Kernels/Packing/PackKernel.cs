using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Packing;

/// <summary>Packs a range of values.</summary>
internal readonly unsafe struct PackKernel(int* values, in Packer packer, int bits, byte* packed) : IRangeKernel
{
    private readonly int* values = values;
    private readonly Packer packer = packer;
    private readonly int bits = bits;
    private readonly byte* packed = packed;

    public void Run(long start, long end)
    {
        var source = new ReadOnlySpan<int>(values + start, (int)(end - start));
        packer.Pack(source, new Span<byte>(packed + (start * bits / 8), (int)BitPacking.ByteCount(source.Length, bits)));
    }
}
