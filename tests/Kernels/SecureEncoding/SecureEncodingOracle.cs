using System.Numerics;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Noise;
using Tapestry.Kernels.SecureEncoding;
using Tapestry.Kernels.Tests.Packing;
using Tapestry.Kernels.Tests.Rotation;
using Tapestry.Kernels.Tests.Rounding;

namespace Tapestry.Kernels.Tests.SecureEncoding;

/// <summary>The pipeline as a chain of the slow definitions, and a cohort whose masks cancel.</summary>
internal static class SecureEncodingOracle
{
    public static SecureEncodingOptions Options { get; } = new()
    {
        BitsPerCoordinate = 16,
        Contributions = 5,
        Granularity = 1 / 256f,
        Rotation = RotationOracle.Seed,
    };

    /// <summary>Rounded integers before noise: products, rotation, rounding and clamping by definition.</summary>
    public static int[] Integers(float[] values, SecureEncodingOptions options, float factor, ulong vector, uint attempt = 0)
    {
        var scale = 1f / options.Granularity;
        var rotated = RotationOracle.Rotate([.. values.Select(value => value * factor)], options.BlockLength);
        if (options.Overflow == OverflowRule.Clamp)
        {
            float limit = options.Headroom.MaxMagnitude;
            return RoundingOracle.Round([.. rotated.Select(value => Math.Clamp(value * scale, -limit, limit))], 1f, vector, attempt);
        }

        return RoundingOracle.Round(rotated, scale, vector, attempt);
    }

    /// <summary>Integers, masked and packed by definition.</summary>
    public static byte[] Mask(IReadOnlyList<BigInteger> integers, int bits, IReadOnlyList<Peer> peers)
    {
        var sums = integers.ToArray();
        foreach (var peer in peers)
        {
            var stream = new byte[((sums.Length * (long)bits) + 7) / 8];
            ChaCha20.Keystream(peer.Key, peer.Nonce, 0, stream);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += peer.Sign == MaskSign.Add ? PackingOracle.Field(stream, i, bits) : -PackingOracle.Field(stream, i, bits);
            }
        }

        return PackingOracle.Pack([.. sums.Select(sum => PackingOracle.Centred(sum, bits))], bits);
    }

    /// <summary>What each of n sites masks with: a key with every other site, added by the lower, subtracted by the higher.</summary>
    public static Peer[] PeersOf(int site, int cohort) =>
    [
        .. Enumerable.Range(0, cohort).Where(other => other != site).Select(other => new Peer(
            (100 * Math.Min(site, other)) + Math.Max(site, other),
            other > site ? MaskSign.Add : MaskSign.Subtract)),
    ];

    public static int[] Noise(IIntegerNoise law, byte[] key, byte[] nonce, int length)
    {
        var noise = new int[length];
        law.Fill(noise, key, nonce);
        return noise;
    }

    public sealed class Peer(int seed, MaskSign sign)
    {
        public byte[] Key { get; } = [.. Enumerable.Range(0, 32).Select(i => (byte)((seed * 7) + i))];

        public byte[] Nonce { get; } = [.. Enumerable.Range(0, 12).Select(i => (byte)(seed + (3 * i)))];

        public MaskSign Sign { get; } = sign;

        public MaskKey MaskKey => new(Key, Nonce, Sign);
    }
}
