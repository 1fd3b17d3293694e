using Tapestry.Kernels.Keystream;

namespace Tapestry.Kernels.Rotation;

/// <summary>The signs of a rotation: bits of the keystream of its seed, one nonce for the blocks, one for the window.</summary>
internal static class RotationSigns
{
    /// <summary>Bytes enough for the signs of any block.</summary>
    public const int MaxBytes = RandomizedHadamard.MaxBlockLength / 8;

    /// <summary>Signs of the block that starts at a coordinate: bit i of the bytes is that of coordinate i of the block.</summary>
    public static void OfBlock(in RotationSeed seed, long start, int blockLength, Span<byte> signs) =>
        Fill(seed, pass: 0, start, blockLength, signs);

    /// <summary>Signs of the window: bit j is that of its coordinate j.</summary>
    public static void OfWindow(in RotationSeed seed, int blockLength, Span<byte> signs) =>
        Fill(seed, pass: 1, 0, blockLength, signs);

    private static void Fill(in RotationSeed seed, byte pass, long start, int blockLength, Span<byte> signs)
    {
        Span<byte> key = stackalloc byte[RotationSeed.ByteLength];
        Span<byte> nonce = stackalloc byte[ChaCha20.NonceBytes];
        seed.CopyTo(key);
        nonce.Clear();
        nonce[0] = pass;
        var bytes = (blockLength + 7) / 8;
        ChaCha20.Keystream(key, nonce, start / 8, signs[..bytes]);

        // Only blocks of 2 and 4 can start within a byte.
        if (start % 8 != 0)
        {
            signs[0] = (byte)(signs[0] >> (int)(start % 8));
        }
    }
}
