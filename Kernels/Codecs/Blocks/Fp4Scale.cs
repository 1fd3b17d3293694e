using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>
/// The choice of a block's scale: of eight around its largest magnitude the one that loses least; defined at
/// <see cref="Fp4Codec"/>. A scale's code is the upper 11 bits of its fp32 value, sign 0: exponent and three bits of mantissa.
/// </summary>
internal static unsafe class Fp4Scale
{
    /// <summary>Bits of an fp32 value below a scale's code.</summary>
    public const int CodeShift = 20;

    private const int MantissaBits = 3;
    private const uint MantissaMask = (1 << MantissaBits) - 1;
    private const int FirstOffset = -4;
    private const int LastOffset = 3;
    private const uint SmallestExponent = 33;
    private const uint LargestCode = (255 << MantissaBits) - 1;

    // Magnitudes are brought to between 2 and 4: a factor to between 1 and 2 would be denormal for the largest.
    private const uint ScaledExponent = 128;
    private const int Lanes = 16;

    /// <summary>The scale's code of a block; 0 where the block is too small to have one.</summary>
    /// <param name="largest">Bits of the largest magnitude.</param>
    /// <param name="a">Magnitudes 0 to 15, and so on.</param>
    /// <param name="b">Magnitudes.</param>
    /// <param name="c">Magnitudes.</param>
    /// <param name="d">Magnitudes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Choose(
        uint largest, Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d)
    {
        if (largest >> (CodeShift + MantissaBits) < SmallestExponent)
        {
            return 0;
        }

        var factor = Vector512.Create(Factor(largest));
        var (p, q, r, s) = (a * factor, b * factor, c * factor, d * factor);
        var (best, least) = (0, float.PositiveInfinity);
        for (var offset = FirstOffset; offset <= LastOffset; offset++)
        {
            var grid = new Fp4Grid(ScaledCode(largest, offset) << CodeShift);
            var loss = Loss(r, grid, Loss(q, grid, Loss(p, grid, Vector512<float>.Zero)));
            var total = Sum(Loss(s, grid, loss));
            if (total < least)
            {
                (best, least) = (offset, total);
            }
        }

        return Code(largest, best);
    }

    /// <summary>The same, one magnitude after the other.</summary>
    public static uint Choose(uint largest, ReadOnlySpan<float> magnitudes)
    {
        if (largest >> (CodeShift + MantissaBits) < SmallestExponent)
        {
            return 0;
        }

        var factor = Factor(largest);
        Span<float> loss = stackalloc float[Lanes];
        var (best, least) = (0, float.PositiveInfinity);
        for (var offset = FirstOffset; offset <= LastOffset; offset++)
        {
            var grid = new Fp4Grid(ScaledCode(largest, offset) << CodeShift);
            loss.Clear();
            for (var i = 0; i < magnitudes.Length; i++)
            {
                var scaled = magnitudes[i] * factor;
                var lost = scaled - grid.LevelOf(scaled);
                loss[i % Lanes] = MathF.FusedMultiplyAdd(lost, lost, loss[i % Lanes]);
            }

            var total = Sum(Vector512.Create<float>(loss));
            if (total < least)
            {
                (best, least) = (offset, total);
            }
        }

        return Code(largest, best);
    }

    private static uint Code(uint largest, int offset) =>
        Math.Min((uint)((int)(largest >> CodeShift) + offset), LargestCode);

    private static uint ScaledCode(uint largest, int offset) =>
        (uint)((int)((ScaledExponent << MantissaBits) | ((largest >> CodeShift) & MantissaMask)) + offset);

    private static float Factor(uint largest)
    {
        const int exponentShift = CodeShift + MantissaBits;
        return BitConverter.UInt32BitsToSingle((ScaledExponent + 127 - (largest >> exponentShift)) << exponentShift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Loss(Vector512<float> scaled, in Fp4Grid grid, Vector512<float> sum)
    {
        var lost = scaled - grid.LevelsOf(scaled);
        return Vector512.FusedMultiplyAdd(lost, lost, sum);
    }

    /// <summary>By halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector512<float> lanes)
    {
        var eight = lanes.GetLower() + lanes.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }
}
