using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Keystream;

/// <summary>The sixteen words of RFC 8439, section 2.3: constants, key, counter (here 0) and nonce.</summary>
[InlineArray(Words)]
internal struct ChaChaState
{
    public const int Words = 16;
    public const int CounterWord = 12;

    private uint word;

    public ChaChaState(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce)
    {
        LengthMismatchException.ThrowUnlessEqual(key.Length, ChaCha20.KeyBytes);
        LengthMismatchException.ThrowUnlessEqual(nonce.Length, ChaCha20.NonceBytes);
        Read("expand 32-byte k"u8, this[..4]);
        Read(key, this[4..CounterWord]);
        this[CounterWord] = 0;
        Read(nonce, this[(CounterWord + 1)..]);
    }

    private static void Read(ReadOnlySpan<byte> bytes, Span<uint> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
        }
    }
}
