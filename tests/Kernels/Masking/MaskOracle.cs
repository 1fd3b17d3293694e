using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Tests.Masking;

/// <summary>The definition, one coordinate after the other, bit by bit, in integers far wider than the sums.</summary>
internal static class MaskOracle
{
    public static byte[] Apply(byte[] packed, int count, int bits, IEnumerable<Peer> peers, long firstCoordinate)
    {
        var fields = Fields(packed, count, bits);
        foreach (var peer in peers)
        {
            var stream = new byte[packed.Length];
            ChaCha20.Keystream(peer.Key, peer.Nonce, firstCoordinate * bits / 8, stream, 1, SimdWidth.Scalar);
            var mask = Fields(stream, count, bits);
            for (var i = 0; i < count; i++)
            {
                fields[i] += peer.Sign == MaskSign.Add ? mask[i] : -mask[i];
            }
        }

        return Pack(fields, bits, packed);
    }

    private static long[] Fields(byte[] packed, int count, int bits)
    {
        var fields = new long[count];
        for (var i = 0; i < count; i++)
        {
            for (var bit = 0; bit < bits; bit++)
            {
                var position = ((long)i * bits) + bit;
                fields[i] += (long)((packed[position / 8] >> (int)(position % 8)) & 1) << bit;
            }
        }

        return fields;
    }

    /// <summary>Padding comes from the original.</summary>
    private static byte[] Pack(long[] fields, int bits, byte[] original)
    {
        var packed = original.ToArray();
        for (var i = 0; i < fields.Length; i++)
        {
            var modulus = 1L << bits;
            var field = ((fields[i] % modulus) + modulus) % modulus;
            for (var bit = 0; bit < bits; bit++)
            {
                var position = ((long)i * bits) + bit;
                var one = (int)((field >> bit) & 1);
                var at = (int)(position % 8);
                packed[position / 8] = (byte)((packed[position / 8] & ~(1 << at)) | (one << at));
            }
        }

        return packed;
    }
}
