using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Rotation;

/// <summary>Rotates the blocks of a range, or the window, in place.</summary>
internal readonly unsafe struct BlockRotation(
    float* values, RotationSeed seed, int blockLength, bool inverse, SimdWidth widest) : IRangeKernel
{
    private readonly float* values = values;
    private readonly RotationSeed seed = seed;
    private readonly int blockLength = blockLength;
    private readonly bool inverse = inverse;
    private readonly SimdWidth widest = widest;

    /// <summary>1/sqrt(P), rounded to fp32 once.</summary>
    public static float Normalization(int blockLength) => (float)(1 / Math.Sqrt(blockLength));

    public void Run(long start, long end)
    {
        Span<byte> signs = stackalloc byte[RotationSigns.MaxBytes];
        for (var block = start; block < end; block += blockLength)
        {
            RotationSigns.OfBlock(seed, block, blockLength, signs);
            Transform(values + block, signs);
        }
    }

    public void RunWindow(long start)
    {
        Span<byte> signs = stackalloc byte[RotationSigns.MaxBytes];
        RotationSigns.OfWindow(seed, blockLength, signs);
        Transform(values + start, signs);
    }

    private void Transform(float* block, ReadOnlySpan<byte> signs)
    {
        var scale = Normalization(blockLength);
        fixed (byte* bits = signs)
        {
            if (inverse)
            {
                HadamardTransform.Run(new PlainSource(block), block, new SignedSink(block, scale, bits), blockLength, widest);
            }
            else
            {
                HadamardTransform.Run(new SignedSource(block, 1f, bits), block, new ScaledSink(block, scale), blockLength, widest);
            }
        }
    }
}
