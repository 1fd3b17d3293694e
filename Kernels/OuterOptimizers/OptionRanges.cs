namespace Tapestry.Kernels.OuterOptimizers;

/// <summary>Refuses hyperparameters outside their ranges; conditions are written as "inside" so that NaN fails.</summary>
internal static class OptionRanges
{
    public static void ThrowUnless(bool inside, float value, string name, string range)
    {
        if (!inside)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie in {range}.");
        }
    }
}
