using Tapestry.Kernels.Backends;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Backends;

public abstract partial class KernelBackendContract
{
    private static readonly RoundingDraw Draw =
        new(new RoundingSeed(Bytes(RoundingSeed.ByteLength, seed: 14)), Vector: 1UL << 40, Attempt: 3);

    [Theory]
    [InlineData(0.75f)]
    [InlineData(1000f)]
    [InlineData(1e-30f)]
    public void Rounding_gives_the_same_integers(float scale)
    {
        foreach (var length in Lengths)
        {
            var values = Roundable(length);
            var (expected, actual) = (new int[length], new int[length]);
            NearestRounding.Round(values, scale, expected);
            Backend.RoundNearest(values, scale, actual);
            AssertSame<int>(expected, actual, $"{length} to the nearest");

            StochasticRounding.Round(values, scale, Draw, expected);
            Backend.RoundStochastic(values, scale, Draw, actual);
            AssertSame<int>(expected, actual, $"{length} at random");
        }
    }

    [Theory]
    [MemberData(nameof(BitWidths))]
    public void Rounding_and_packing_gives_the_same_bytes(int bits)
    {
        foreach (var length in LengthsAt(bits))
        {
            // One bit holds no magnitude but 0.
            var values = bits == 1 ? new float[length] : Roundable(length);
            var scale = bits == 1 ? 1f : (float)((Math.Pow(2, bits - 1) - 1) / 2e6);
            var (expected, actual) =
                (new byte[BitPacking.ByteCount(length, bits)], new byte[BitPacking.ByteCount(length, bits)]);
            StochasticRounding.RoundAndPack(values, scale, Draw, bits, expected);
            Backend.RoundAndPack(values, scale, Draw, bits, actual);
            AssertSame<byte>(expected, actual, $"{length} rounded and packed");
        }
    }

    [Fact]
    public void Rounding_within_a_norm_takes_the_same_drawing()
    {
        var values = Vectors.Normal(5000, seed: 15);
        var bound = new RoundingNormBound(70.5, values.Length);
        var (expected, actual) = (new int[values.Length], new int[values.Length]);
        var expectedAttempt = NormBoundedRounding.Round(values, 1f, Draw, bound, expected);
        Assert.Equal(expectedAttempt, Backend.RoundWithinNorm(values, 1f, Draw, bound, actual));
        AssertSame<int>(expected, actual, "Within the norm");

        var impossible = new RoundingNormBound(1, 1);
        AssertSameRefusal(
            new int[1],
            () => NormBoundedRounding.Round(values, 1f, Draw, impossible, expected, maxAttempts: 3),
            () => Backend.RoundWithinNorm(values, 1f, Draw, impossible, actual, maxAttempts: 3));
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(1f, 0f)]
    [InlineData(1f, float.NaN)]
    [InlineData(float.NaN, 1f)]
    [InlineData(3e9f, 1f)]
    [InlineData(1e30f, 1e30f)]
    public void What_rounding_refuses_is_refused(float value, float scale)
    {
        var values = Vectors.Normal(40, seed: 16);
        values[33] = value;
        var (expected, actual) = (Integers(40, seed: 17), Integers(40, seed: 17));
        AssertSameRefusal(
            values,
            () => NearestRounding.Round(values, scale, expected),
            () => Backend.RoundNearest(values, scale, actual));
        Assert.Equal(expected, actual);
        AssertSameRefusal(
            values,
            () => StochasticRounding.Round(values, scale, Draw, expected),
            () => Backend.RoundStochastic(values, scale, Draw, actual));
        Assert.Equal(expected, actual);

        var (expectedBytes, actualBytes) = (Bytes(60, seed: 18), Bytes(60, seed: 18));
        AssertSameRefusal(
            values,
            () => StochasticRounding.RoundAndPack(values, scale, Draw, 12, expectedBytes),
            () => Backend.RoundAndPack(values, scale, Draw, 12, actualBytes));
        Assert.Equal(expectedBytes, actualBytes);
    }

    /// <summary>Magnitudes up to 2^21 beside denormals, halves and zeros of both signs.</summary>
    private static float[] Roundable(int length)
    {
        var values = NormalPrefix(length);
        for (var i = 0; i < length; i++)
        {
            values[i] = (i % 13) switch
            {
                2 => values[i] * 1e-9f,
                3 => values[i] * 1e-42f,
                4 => MathF.Round(values[i]) + 0.5f,
                5 => -0f,
                6 => values[i] * 1e5f,
                7 => -1e-45f,
                _ => values[i],
            };
        }

        return values;
    }
}
