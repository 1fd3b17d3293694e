using Tapestry.Kernels.Memory;

namespace Tapestry.KernelCases;

/// <summary>Seeded vectors to compute on.</summary>
internal static class Inputs
{
    // Drawing is slower than all kernels, and a pattern that comes again after so long helps none of them. A prime, so that
    // contributions that begin at different fractions of a vector differ.
    private const int Period = 1_000_003;

    /// <summary>Normal deviates times 0.01, as an outer gradient has them; from <see cref="Period"/> on they repeat.</summary>
    public static float[] Normal(int count, int seed)
    {
        var random = new Random(seed);
        var values = LargeArray.Create<float>(count);
        for (var index = 0; index < Math.Min(count, Period); index++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            values[index] = (float)(0.01 * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        for (var index = Period; index < count; index += Period)
        {
            values.AsSpan(0, Math.Min(Period, count - index)).CopyTo(values.AsSpan(index));
        }

        return values;
    }
}
