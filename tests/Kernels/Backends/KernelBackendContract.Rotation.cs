using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Backends;

public abstract partial class KernelBackendContract
{
    private static readonly RotationSeed Seed = new(Bytes(RotationSeed.ByteLength, seed: 8));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(64)]
    [InlineData(2048)]
    [InlineData(4096)]
    [InlineData(8192)]
    [InlineData(1 << 14)]
    [InlineData(1 << 16)]
    public void A_rotation_and_its_inverse_have_the_same_bits(int blockLength)
    {
        foreach (var length in (int[])[0, 1, 2, 3, 33, 513, blockLength - 1, blockLength + 1, 5 * blockLength / 2, blockLength < 64 ? 9001 : Long])
        {
            var (expected, actual) = (Rotatable(length), Rotatable(length));
            RandomizedHadamard.Rotate(expected, Seed, blockLength);
            Backend.Rotate(actual, Seed, blockLength);
            Vectors.AssertSameBits(expected, actual);

            RandomizedHadamard.Unrotate(expected, Seed, blockLength);
            Backend.Unrotate(actual, Seed, blockLength);
            Vectors.AssertSameBits(expected, actual);
        }
    }

    [Theory]
    [InlineData(1f, 3)]
    [InlineData(1f, 1 << 17)]
    [InlineData(float.NaN, 16)]
    [InlineData(2e30f, 16)]
    public void What_a_rotation_refuses_is_refused(float value, int blockLength)
    {
        var values = Vectors.Normal(40, seed: 9);
        values[33] = value;
        AssertSameRefusal(
            values,
            () => RandomizedHadamard.Rotate(values, Seed, blockLength),
            () => Backend.Rotate(values, Seed, blockLength));
        AssertSameRefusal(
            values,
            () => RandomizedHadamard.Unrotate(values, Seed, blockLength),
            () => Backend.Unrotate(values, Seed, blockLength));
    }

    /// <summary>Magnitudes from denormals to 2^90 beside ordinary ones, and zeros of both signs.</summary>
    private static float[] Rotatable(int length)
    {
        var values = NormalPrefix(length);
        for (var i = 0; i < length; i++)
        {
            values[i] *= (i % 11) switch
            {
                3 => 1e27f,
                4 => 1e-38f,
                5 => 1e-43f,
                6 => i % 2 == 0 ? 0f : -0f,
                _ => 1f,
            };
        }

        return values;
    }
}
