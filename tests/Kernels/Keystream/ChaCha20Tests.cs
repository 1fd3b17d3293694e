using System.Security.Cryptography;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Keystream;

public sealed class ChaCha20Tests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, ChaCha20.KeyBytes).Select(i => (byte)(7 * i))];
    private static readonly byte[] Nonce = [.. Enumerable.Range(0, ChaCha20.NonceBytes).Select(i => (byte)(200 - i))];

    public static TheoryData<int> Widths =>
        [(int)SimdWidth.Scalar, (int)SimdWidth.Bits128, (int)SimdWidth.Bits256, (int)SimdWidth.Bits512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_stream_is_that_of_the_platforms_cipher(int width)
    {
        var random = new Random(1);
        foreach (var length in Vectors.Sizes)
        {
            var (key, nonce) = (new byte[ChaCha20.KeyBytes], new byte[ChaCha20.NonceBytes]);
            random.NextBytes(key);
            random.NextBytes(nonce);

            var stream = new byte[length];
            ChaCha20.Keystream(key, nonce, ChaCha20.BlockBytes, stream, 1, (SimdWidth)width);

            Assert.Equal(PlatformStream(key, nonce, length), stream);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_slice_from_any_offset_is_the_slice_of_the_whole(int width)
    {
        var whole = Whole(3000);
        for (var offset = 0; offset < 1400; offset++)
        {
            var slice = new byte[(offset * 37) % 1500];
            ChaCha20.Keystream(Key, Nonce, offset, slice, 1, (SimdWidth)width);
            Assert.True(whole.AsSpan(offset, slice.Length).SequenceEqual(slice), $"Offset {offset}.");
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_last_block_is_reached_and_no_counter_wraps(int width)
    {
        var end = new byte[3 * ChaCha20.BlockBytes];
        ChaCha20.Keystream(Key, Nonce, ChaCha20.StreamBytes - end.Length, end, 1, (SimdWidth)width);
        var last = new byte[ChaCha20.BlockBytes];
        ChaCha20.Keystream(Key, Nonce, ChaCha20.StreamBytes - last.Length, last, 1, SimdWidth.Scalar);

        Assert.Equal(last, end[^ChaCha20.BlockBytes..]);
        Assert.NotEqual(Whole(ChaCha20.BlockBytes), last);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    public void The_number_of_cores_does_not_show(int cores)
    {
        const int Offset = 77;
        var whole = Whole(300_000);
        var stream = new byte[whole.Length - Offset];
        ChaCha20.Keystream(Key, Nonce, Offset, stream, cores);
        Assert.True(whole.AsSpan(Offset).SequenceEqual(stream));
    }

    [Fact]
    public void Nothing_is_written_around_the_slice()
    {
        for (var length = 0; length < 300; length++)
        {
            var buffer = new byte[length + 2];
            ChaCha20.Keystream(Key, Nonce, length, buffer.AsSpan(1, length));
            Assert.Equal(0, buffer[0]);
            Assert.Equal(0, buffer[^1]);
        }
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(ChaCha20.StreamBytes, 1)]
    [InlineData(ChaCha20.StreamBytes - 1, 2)]
    [InlineData(long.MaxValue, 64)]
    public void A_slice_outside_the_stream_is_refused_with_its_numbers(long offset, int length)
    {
        var error = Assert.Throws<KeystreamRangeException>(
            () => ChaCha20.Keystream(Key, Nonce, offset, new byte[length]));

        Assert.Equal((offset, length), (error.ByteOffset, error.ByteCount));
    }

    [Fact]
    public void A_key_or_nonce_of_another_length_is_refused()
    {
        Assert.Throws<LengthMismatchException>(() => ChaCha20.Keystream(Key.AsSpan(1), Nonce, 0, new byte[1]));
        Assert.Throws<LengthMismatchException>(() => ChaCha20.Keystream(Key, Nonce.AsSpan(1), 0, new byte[1]));
    }

    private static byte[] Whole(int length)
    {
        var whole = new byte[length];
        ChaCha20.Keystream(Key, Nonce, 0, whole, 1, SimdWidth.Scalar);
        return whole;
    }

    /// <summary>The cipher text of zeros under RFC 8439's AEAD is the stream from block 1.</summary>
    private static byte[] PlatformStream(byte[] key, byte[] nonce, int length)
    {
        using var cipher = new ChaCha20Poly1305(key);
        var stream = new byte[length];
        cipher.Encrypt(nonce, new byte[length], stream, new byte[16]);
        return stream;
    }
}
