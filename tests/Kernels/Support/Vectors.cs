using System.Runtime.InteropServices;

namespace Tapestry.Kernels.Tests.Support;

/// <summary>Seeded test vectors and the sizes at which loops go wrong.</summary>
internal static class Vectors
{
    /// <summary>Empty, one, around each register width and unroll, odd, and large.</summary>
    public static IReadOnlyList<int> Sizes { get; } =
        [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 129, 255, 1023, 4097, 65_537, 200_003];

    public static TheoryData<int> SizeCases() => [.. Sizes];

    /// <summary>Normal deviates (Box and Muller) times <paramref name="scale"/>.</summary>
    public static float[] Normal(int length, int seed, double scale = 1)
    {
        var random = new Random(seed);
        var values = new float[length];
        for (var i = 0; i < length; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            values[i] = (float)(scale * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }

    /// <summary>Any finite bit pattern: denormals, zeros of both signs and extremes included.</summary>
    public static float[] AnyFinite(int length, int seed)
    {
        var random = new Random(seed);
        var values = new float[length];
        for (var i = 0; i < length; i++)
        {
            do
            {
                values[i] = BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32));
            }
            while (!float.IsFinite(values[i]));
        }

        return values;
    }

    /// <summary>Fails at the first coordinate whose bits differ; zeros of different sign do.</summary>
    public static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var common = MemoryMarshal.Cast<float, int>(expected).CommonPrefixLength(MemoryMarshal.Cast<float, int>(actual));
        Assert.True(common == expected.Length, $"Coordinate {common} differs.");
    }
}
