namespace Tapestry.Kernels.Tests.Codecs;

/// <summary>A bell-shaped vector made of integer steps and exact fp32 operations, so that it is the same everywhere.</summary>
internal static class PinnedVector
{
    public static float[] Of(int length)
    {
        var state = 0x9E37_79B9_7F4A_7C15UL;
        var values = new float[length];
        for (var i = 0; i < length; i++)
        {
            var sum = 0;
            for (var part = 0; part < 4; part++)
            {
                state = (state * 6364136223846793005UL) + 1442695040888963407UL;
                sum += (int)(state >> 48) - 32_768;
            }

            values[i] = sum * (1f / (1 << 24)) * (i % 1021 == 7 ? 32 : 1);
        }

        return values;
    }
}
