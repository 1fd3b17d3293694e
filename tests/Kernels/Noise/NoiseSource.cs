using System.Buffers.Binary;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Noise;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Tests.Noise;

/// <summary>Samples under one fixed key, and the definition of a sample, word by word.</summary>
internal static class NoiseSource
{
    public static byte[] Key { get; } = [.. Enumerable.Range(1, ChaCha20.KeyBytes).Select(i => (byte)(3 * i))];

    public static byte[] Nonce { get; } = [.. Enumerable.Range(1, ChaCha20.NonceBytes).Select(i => (byte)(5 * i))];

    public static int[] Integers(LayeredLaw law, int count, long first = 0, int cores = 1, SimdWidth widest = SimdWidth.Bits512)
    {
        var samples = new int[count];
        LayeredSampler.Integers(law, samples, new ChaChaState(Key, Nonce), first, add: false, cores, widest);
        return samples;
    }

    /// <summary>Sample number i as the remarks of <see cref="LayeredLaw"/> and of the alias table define it.</summary>
    public static long Defined(LayeredLaw law, long i)
    {
        var sample = 0L;
        for (var l = 0; l < law.Layers.Length; l++)
        {
            var table = law.Tables[l];
            var m = (i / 16 * 16 * law.Layers.Length) + (16 * l) + (i % 16);
            var word = BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4 * m, 4));
            var tailWord = BinaryPrimitives.ReadUInt64LittleEndian(Bytes((1L << 37) + (8 * m), 8));
            var bucket = word % (1u << table.IndexBits);
            var fraction = ((UInt128)(word >> table.IndexBits) << 64) | tailWord;
            var threshold = ((UInt128)(table.Entries[bucket] >> table.IndexBits) << 64) | table.Tails[bucket];
            var draw = fraction < threshold ? bucket : table.Entries[bucket] % (1u << table.IndexBits);
            sample += law.Layers[l].Multiplier * ((long)draw - table.Center);
        }

        return sample;
    }

    private static byte[] Bytes(long offset, int count)
    {
        var bytes = new byte[count];
        ChaCha20.Keystream(Key, Nonce, offset, bytes);
        return bytes;
    }
}
