using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Packing;

/// <summary>Packing of one width, prepared once for many chunks.</summary>
internal readonly struct Packer
{
    private readonly PackPlan plan;
    private readonly int bits;
    private readonly bool vectorized;

    public Packer(int bits, SimdWidth widest)
    {
        this.bits = bits;
        vectorized = VectorPacking.Covers(bits, widest);
        plan = vectorized ? new PackPlan(bits) : default;
    }

    /// <summary>Packs values mod 2^b into the bytes they need.</summary>
    public void Pack(ReadOnlySpan<int> values, Span<byte> packed)
    {
        var done = vectorized ? VectorPacking.Pack(values, plan, packed) : 0;
        ScalarPacking.Pack(values[done..], bits, packed[(int)((long)done * bits / 8)..]);
    }
}
