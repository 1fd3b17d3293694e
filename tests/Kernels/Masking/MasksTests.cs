using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Masking;

public sealed class MasksTests
{
    private static readonly SimdWidth[] Widths =
        [SimdWidth.Scalar, SimdWidth.Bits128, SimdWidth.Bits256, SimdWidth.Bits512];

    public static TheoryData<int> Bits => [.. Enumerable.Range(1, 32)];

    [Theory]
    [MemberData(nameof(Bits))]
    public void Masks_add_as_integers_of_so_many_bits(int bits)
    {
        foreach (var count in (int[])[0, 1, 2, 3, 7, 15, 64, 511, 512, 513, 1024, 1500])
        {
            var peers = Peer.Some(3, seed: (100 * bits) + count);
            var packed = Packed(count, bits, seed: count);
            var expected = MaskOracle.Apply(packed, count, bits, peers, 1024);
            foreach (var width in Widths)
            {
                var actual = packed.ToArray();
                Masks.Apply(actual, count, bits, Peer.Masks(peers), 1024, 1, width);
                Assert.True(expected.AsSpan().SequenceEqual(actual), $"{count} coordinates, {width}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bits))]
    public void Every_width_and_number_of_cores_gives_the_same_bits_over_many_tiles(int bits)
    {
        const int Count = 300_001;
        var masks = Peer.Masks(Peer.Some(2, seed: bits));
        var packed = Packed(Count, bits, seed: bits);
        var expected = packed.ToArray();
        Masks.Apply(expected, Count, bits, masks, 0, 1, SimdWidth.Scalar);
        foreach (var (width, cores) in Widths.Select(width => (width, 1)).Append((SimdWidth.Bits512, 3)))
        {
            var actual = packed.ToArray();
            Masks.Apply(actual, Count, bits, masks, 0, cores, width);
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"{width}, {cores} cores.");
        }
    }

    [Theory]
    [MemberData(nameof(Bits))]
    public void Subtracting_takes_away_what_adding_put_there_in_any_order(int bits)
    {
        const int Count = 5003;
        var peers = Peer.Some(5, seed: bits);
        var packed = Packed(Count, bits, seed: bits);
        var (actual, reordered) = (packed.ToArray(), packed.ToArray());

        Masks.Apply(actual, Count, bits, Peer.Masks(peers));
        Masks.Apply(reordered, Count, bits, Peer.Masks(peers.Reverse()));
        Assert.Equal(actual, reordered);
        Assert.NotEqual(packed, actual);

        Masks.Apply(actual, Count, bits, Peer.Masks(peers.Select(peer => peer.Opposite)));
        Assert.Equal(packed, actual);
    }

    [Theory]
    [MemberData(nameof(Bits))]
    public void Slices_get_the_masks_of_the_whole(int bits)
    {
        const int Count = 20_000;
        var masks = Peer.Masks(Peer.Some(3, seed: bits));
        var packed = Packed(Count, bits, seed: bits);
        var (whole, sliced) = (packed.ToArray(), packed.ToArray());
        Masks.Apply(whole, Count, bits, masks);
        foreach (var (start, end) in (ReadOnlySpan<(int, int)>)[(0, 512), (512, 3072), (3072, 19_968), (19_968, Count)])
        {
            var bytes = sliced.AsSpan(start * bits / 8, (((end - start) * bits) + 7) / 8);
            Masks.Apply(bytes, end - start, bits, masks, start);
        }

        Assert.Equal(whole, sliced);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(32)]
    public void In_a_cohort_the_masks_sum_to_zero(int bits)
    {
        const int Members = 7;
        const int Count = 1000;
        var pairs = Peer.Some(Members * Members, seed: bits);
        var sum = new byte[((Count * bits) + 7) / 8];
        for (var member = 0; member < Members; member++)
        {
            var masks = Enumerable.Range(0, Members).Where(other => other != member).Select(other =>
                pairs[(Math.Min(member, other) * Members) + Math.Max(member, other)] with
                {
                    Sign = other > member ? MaskSign.Add : MaskSign.Subtract,
                });
            Masks.Apply(sum, Count, bits, Peer.Masks(masks));
            Assert.Equal(member < Members - 1, sum.AsSpan().IndexOfAnyExcept((byte)0) >= 0);
        }
    }

    [Fact]
    public void A_mask_of_32_bits_on_zeros_is_the_keystream_itself()
    {
        var peer = Peer.Some(1, seed: 1)[0] with { Sign = MaskSign.Add };
        var (stream, masked) = (new byte[4000], new byte[4000]);
        ChaCha20.Keystream(peer.Key, peer.Nonce, 2048, stream);
        Masks.Apply(masked, 1000, 32, [peer.Mask], firstCoordinate: 512);
        Assert.Equal(stream, masked);
    }

    [Fact]
    public void Padding_bits_stay_as_they_are()
    {
        byte[] packed = [0xFF, 0xFF];
        Masks.Apply(packed, 3, 3, Peer.Masks(Peer.Some(4, seed: 3)));
        Assert.Equal(0xFE, packed[1] & 0xFE);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(33, 0)]
    [InlineData(-1, 0)]
    [InlineData(8, 1)]
    [InlineData(8, 511)]
    [InlineData(8, -512)]
    public void A_number_outside_its_range_is_refused(int bits, long firstCoordinate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Masks.Apply(new byte[4], 4, bits, [], firstCoordinate));

    [Fact]
    public void Another_length_is_refused_with_both_numbers()
    {
        var error = Assert.Throws<LengthMismatchException>(() => Masks.Apply(new byte[7], 4, 12, []));
        Assert.Equal((7, 6), (error.Actual, error.Expected));
    }

    [Theory]
    [InlineData(32, (1L << 36) - 512, 512, true)]
    [InlineData(32, (1L << 36) - 512, 513, false)]
    [InlineData(1, 1L << 41, 1, false)]
    [InlineData(1, long.MaxValue - 511, 1, false)]
    public void A_mask_ends_with_its_keystream(int bits, long firstCoordinate, int count, bool within)
    {
        var packed = new byte[((count * bits) + 7) / 8];
        var masks = Peer.Masks(Peer.Some(1, seed: 1));
        if (within)
        {
            Masks.Apply(packed, count, bits, masks, firstCoordinate);
            Assert.Contains(packed, value => value != 0);
        }
        else
        {
            Assert.Throws<KeystreamRangeException>(() => Masks.Apply(packed, count, bits, masks, firstCoordinate));
            Assert.DoesNotContain(packed, value => value != 0);
        }
    }

    [Fact]
    public void Nothing_is_allocated_a_call()
    {
        var (packed, masks) = (new byte[1500], Peer.Masks(Peer.Some(2, seed: 1)));
        Allocations.AssertNoneAfterFirst(() => Masks.Apply(packed, 1000, 12, masks));
    }

    private static byte[] Packed(int count, int bits, int seed)
    {
        var packed = new byte[(((long)count * bits) + 7) / 8];
        new Random(seed).NextBytes(packed);
        if ((count * bits) % 8 is var used and > 0)
        {
            packed[^1] &= (byte)((1 << used) - 1);
        }

        return packed;
    }
}
