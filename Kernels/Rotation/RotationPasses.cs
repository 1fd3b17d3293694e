using System.Runtime.CompilerServices;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Rotation;

/// <summary>The two passes of a rotation on parts of a vector: blocks that start at a coordinate, and the window.</summary>
internal readonly unsafe struct RotationPasses(in RotationSeed seed, in RotationLayout layout, SimdWidth widest)
{
    private readonly RotationSeed seed = seed;
    private readonly RotationLayout layout = layout;
    private readonly SimdWidth widest = widest;

    public RotationLayout Layout => layout;

    /// <summary>1/sqrt(P), rounded to fp32 once.</summary>
    public static float Normalization(int blockLength) => (float)(1 / Math.Sqrt(blockLength));

    /// <summary>Rotates blocks of <c>factor * source</c>.</summary>
    /// <param name="source">Coordinates from <paramref name="start"/> on.</param>
    /// <param name="factor">One fp32 product a coordinate.</param>
    /// <param name="destination">Receives the rotated coordinates; may be the source.</param>
    /// <param name="start">A block's first coordinate.</param>
    /// <param name="length">Coordinates; a tail shorter than a block is multiplied and no more.</param>
    [SkipLocalsInit]
    public void Blocks(float* source, float factor, float* destination, long start, long length)
    {
        Span<byte> signs = stackalloc byte[RotationSigns.MaxBytes];
        var offset = 0L;
        for (; length - offset >= layout.BlockLength; offset += layout.BlockLength)
        {
            RotationSigns.OfBlock(seed, start + offset, layout.BlockLength, signs);
            Forward(source + offset, factor, destination + offset, signs, Next(source + offset, length - offset));
        }

        for (; offset < length; offset++)
        {
            destination[offset] = source[offset] * factor;
        }
    }

    /// <summary>Rotates the window, after the blocks.</summary>
    /// <param name="window">Its coordinates; updated.</param>
    [SkipLocalsInit]
    public void Window(float* window)
    {
        Span<byte> signs = stackalloc byte[RotationSigns.MaxBytes];
        RotationSigns.OfWindow(seed, layout.BlockLength, signs);
        Forward(window, 1f, window, signs, window);
    }

    /// <summary>Undoes <see cref="Blocks"/> but for the factor, in place.</summary>
    [SkipLocalsInit]
    public void UndoBlocks(float* values, long start, long length)
    {
        Span<byte> signs = stackalloc byte[RotationSigns.MaxBytes];
        for (var offset = 0L; length - offset >= layout.BlockLength; offset += layout.BlockLength)
        {
            RotationSigns.OfBlock(seed, start + offset, layout.BlockLength, signs);
            Inverse(values + offset, signs, Next(values + offset, length - offset));
        }
    }

    /// <summary>Undoes <see cref="Window"/>, before the blocks.</summary>
    [SkipLocalsInit]
    public void UndoWindow(float* window)
    {
        Span<byte> signs = stackalloc byte[RotationSigns.MaxBytes];
        RotationSigns.OfWindow(seed, layout.BlockLength, signs);
        Inverse(window, signs, window);
    }

    /// <summary>The block after this one; this one again where it is the last.</summary>
    private float* Next(float* block, long left) => left >= 2 * layout.BlockLength ? block + layout.BlockLength : block;

    private void Forward(float* source, float factor, float* destination, ReadOnlySpan<byte> signs, float* next)
    {
        fixed (byte* bits = signs)
        {
            var sink = new ScaledSink(destination, Normalization(layout.BlockLength));
            HadamardTransform.Run(
                new SignedSource(source, factor, bits), destination, sink, layout.BlockLength, next, widest);
        }
    }

    private void Inverse(float* block, ReadOnlySpan<byte> signs, float* next)
    {
        fixed (byte* bits = signs)
        {
            var sink = new SignedSink(block, Normalization(layout.BlockLength), bits);
            HadamardTransform.Run(new PlainSource(block), block, sink, layout.BlockLength, next, widest);
        }
    }
}
