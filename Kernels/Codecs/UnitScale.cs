namespace Tapestry.Kernels.Codecs;

/// <summary>The scale of encodings that carry values as they are.</summary>
internal static class UnitScale
{
    public const float Value = 1f;

    public static void ThrowUnless(float scale)
    {
        if (BitConverter.SingleToInt32Bits(scale) != BitConverter.SingleToInt32Bits(Value))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "This encoding carries values unscaled: scale must be 1.");
        }
    }
}
