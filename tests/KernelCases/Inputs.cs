namespace Tapestry.KernelCases;

/// <summary>Seeded vectors to compute on.</summary>
internal static class Inputs
{
    /// <summary>Normal deviates times 0.01, as an outer gradient has them.</summary>
    public static float[] Normal(int count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (var index = 0; index < count; index++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            values[index] = (float)(0.01 * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }
}
