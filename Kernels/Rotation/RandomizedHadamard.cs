using System.Numerics;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Rotation;

/// <summary>
/// The randomized Hadamard rotation (Ailon and Chazelle, 2009): y = H D x / sqrt(P) with the Sylvester matrix H and
/// random signs D, block by block, in place and without padding. It spreads every coordinate over its block.
/// </summary>
/// <remarks>
/// <para>
/// Definition, for length d and block length B. P is B, or the largest power of two up to d where d is less. Pass 1:
/// every full block of P coordinates from the start. Pass 2, only if d is not a multiple of P: the window [d-P, d).
/// Within a pass: coordinate i of the vector (pass 1) or j of the window (pass 2) is negated when bit i (j), little-
/// endian, of the ChaCha20 keystream of the seed is 1, under a nonce of 12 zero bytes (pass 1) or a 1 and 11 zero bytes
/// (pass 2). Then fp32 stages h = 1, 2, 4, ..., P/2: each pair (a, b) at distance h becomes (a + b, a - b). Then one
/// fp32 product with 1/sqrt(P) rounded to fp32. The inverse does the window first, then the blocks: stages, product,
/// signs.
/// </para>
/// <para>
/// Laws: linear and norm-preserving up to fp32 rounding; <c>Unrotate(Rotate(x)) = x</c> up to the same; the bits depend
/// on values, seed and block length alone, not on registers or cores.
/// </para>
/// </remarks>
public static unsafe class RandomizedHadamard
{
    /// <summary>Coordinates of a block unless another length is asked for.</summary>
    public const int DefaultBlockLength = 1 << 14;

    /// <summary>Shortest block.</summary>
    public const int MinBlockLength = 2;

    /// <summary>Longest block.</summary>
    public const int MaxBlockLength = 1 << 16;

    /// <summary>Largest magnitude that is taken, 2^100: two passes of the longest blocks cannot overflow from there.</summary>
    public const float MaxMagnitude = 1.2676506e30f;

    /// <summary>Rotates in place.</summary>
    /// <param name="values">The vector, fp32, any length.</param>
    /// <param name="seed">The public seed of the signs.</param>
    /// <param name="blockLength">A power of two from 2 to 2^16.</param>
    /// <param name="cores">Most cores to use.</param>
    /// <exception cref="ArgumentOutOfRangeException">Block length or cores is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; nothing was changed.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate is beyond <see cref="MaxMagnitude"/>; nothing was changed.</exception>
    public static void Rotate(
        Span<float> values, in RotationSeed seed, int blockLength = DefaultBlockLength, int cores = 1) =>
        Rotate(values, seed, blockLength, cores, SimdWidths.Widest);

    /// <summary>Undoes <see cref="Rotate(Span{float}, in RotationSeed, int, int)"/> with the same seed and block length.</summary>
    /// <param name="values">The rotated vector, fp32.</param>
    /// <param name="seed">The public seed of the signs.</param>
    /// <param name="blockLength">A power of two from 2 to 2^16.</param>
    /// <param name="cores">Most cores to use.</param>
    /// <exception cref="ArgumentOutOfRangeException">Block length or cores is outside its range.</exception>
    /// <exception cref="NonFiniteValueException">A coordinate is NaN or infinite; nothing was changed.</exception>
    /// <exception cref="ValueOutOfRangeException">A coordinate is beyond <see cref="MaxMagnitude"/>; nothing was changed.</exception>
    public static void Unrotate(
        Span<float> values, in RotationSeed seed, int blockLength = DefaultBlockLength, int cores = 1) =>
        Unrotate(values, seed, blockLength, cores, SimdWidths.Widest);

    internal static void Rotate(Span<float> values, in RotationSeed seed, int blockLength, int cores, SimdWidth widest)
    {
        var layout = Check(values, blockLength, cores);
        var passes = new RotationPasses(seed, layout, widest);
        fixed (float* pointer = values)
        {
            var kernel = new BlockRotation(pointer, passes, inverse: false);
            CoreSplit.Run(ref kernel, layout.BlocksEnd, layout.BlockLength, cores);
            if (layout.HasWindow)
            {
                passes.Window(pointer + layout.WindowStart);
            }
        }
    }

    internal static void Unrotate(Span<float> values, in RotationSeed seed, int blockLength, int cores, SimdWidth widest)
    {
        var layout = Check(values, blockLength, cores);
        var passes = new RotationPasses(seed, layout, widest);
        fixed (float* pointer = values)
        {
            if (layout.HasWindow)
            {
                passes.UndoWindow(pointer + layout.WindowStart);
            }

            var kernel = new BlockRotation(pointer, passes, inverse: true);
            CoreSplit.Run(ref kernel, layout.BlocksEnd, layout.BlockLength, cores);
        }
    }

    internal static void ThrowUnlessBlockLength(int blockLength)
    {
        if (blockLength is < MinBlockLength or > MaxBlockLength || !BitOperations.IsPow2(blockLength))
        {
            throw new ArgumentOutOfRangeException(
                nameof(blockLength),
                blockLength,
                $"A block is a power of two from {MinBlockLength} to {MaxBlockLength} coordinates.");
        }
    }

    internal static RotationLayout Check(ReadOnlySpan<float> values, int blockLength, int cores)
    {
        ThrowUnlessBlockLength(blockLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        LargestMagnitude.ThrowUnlessWithin(values, MaxMagnitude, "a rotation", cores);
        return new RotationLayout(values.Length, blockLength);
    }
}
