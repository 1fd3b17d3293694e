using System.Numerics;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Rotation;

namespace Tapestry.Kernels.Tests.Rotation;

/// <summary>The rotation by its definition, stage by stage and coordinate by coordinate.</summary>
internal static class RotationOracle
{
    public static RotationSeed Seed { get; } = new([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    public static float[] Rotate(float[] values, int blockLength)
    {
        var y = values.ToArray();
        var p = BlockLength(y.Length, blockLength);
        for (var start = 0; start + p <= y.Length; start += p)
        {
            Negate(y.AsSpan(start, p), pass: 0, start);
            Transform(y.AsSpan(start, p));
        }

        if (p > 0 && y.Length % p != 0)
        {
            Negate(y.AsSpan(y.Length - p), pass: 1, 0);
            Transform(y.AsSpan(y.Length - p));
        }

        return y;
    }

    public static float[] Unrotate(float[] values, int blockLength)
    {
        var x = values.ToArray();
        var p = BlockLength(x.Length, blockLength);
        if (p > 0 && x.Length % p != 0)
        {
            Transform(x.AsSpan(x.Length - p));
            Negate(x.AsSpan(x.Length - p), pass: 1, 0);
        }

        for (var start = 0; start + p <= x.Length; start += p)
        {
            Transform(x.AsSpan(start, p));
            Negate(x.AsSpan(start, p), pass: 0, start);
        }

        return x;
    }

    private static int BlockLength(int length, int blockLength) =>
        length == 0 ? blockLength : Math.Min(blockLength, 1 << BitOperations.Log2((uint)length));

    private static void Transform(Span<float> block)
    {
        for (var h = 1; h < block.Length; h *= 2)
        {
            for (var i = 0; i < block.Length; i++)
            {
                if ((i & h) == 0)
                {
                    (block[i], block[i + h]) = (block[i] + block[i + h], block[i] - block[i + h]);
                }
            }
        }

        foreach (ref var value in block)
        {
            value *= (float)(1 / Math.Sqrt(block.Length));
        }
    }

    private static void Negate(Span<float> block, byte pass, int firstBit)
    {
        var (key, nonce, stream) = (new byte[32], new byte[12], new byte[((firstBit + block.Length) / 8) + 1]);
        Seed.CopyTo(key);
        nonce[0] = pass;
        ChaCha20.Keystream(key, nonce, 0, stream);
        for (var i = 0; i < block.Length; i++)
        {
            var bit = firstBit + i;
            block[i] = ((stream[bit / 8] >> (bit % 8)) & 1) == 1 ? -block[i] : block[i];
        }
    }
}
