using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Packing;

public sealed class BitPackingTests
{
    private static readonly int[] Lengths = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 33, 63, 64, 65, 127, 1023, 4097];

    public static TheoryData<int> Widths => [.. Enumerable.Range(BitWidth.Min, BitWidth.Max)];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Bytes_are_those_of_the_definition_at_every_register_width(int bits)
    {
        foreach (var length in Lengths)
        {
            var values = PackingOracle.AnyInts(length, seed: length);
            var expected = PackingOracle.Pack(values, bits);
            foreach (var width in Enum.GetValues<SimdWidth>())
            {
                var packed = new byte[BitPacking.ByteCount(length, bits)];
                packed.AsSpan().Fill(0xA5);
                BitPacking.Pack(values, bits, packed, cores: 1, width);
                PackingOracle.AssertSame<byte>(expected, packed);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Unpacking_gives_the_representatives_mod_two_to_the_bits(int bits)
    {
        foreach (var length in Lengths)
        {
            var values = PackingOracle.AnyInts(length, seed: length);
            var packed = PackingOracle.Pack(values, bits);
            var signed = values.Select(value => PackingOracle.Centred(value, bits)).ToArray();
            var unsigned = values.Select(value => (int)((uint)value & BitWidth.Mask(bits))).ToArray();
            foreach (var width in Enum.GetValues<SimdWidth>())
            {
                var unpacked = new int[length];
                BitPacking.Unpack<SignedField>(packed, bits, unpacked, cores: 1, width);
                PackingOracle.AssertSame<int>(signed, unpacked);
                BitPacking.Unpack<UnsignedField>(packed, bits, unpacked, cores: 1, width);
                PackingOracle.AssertSame<int>(unsigned, unpacked);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(31)]
    public void A_slice_at_a_multiple_of_eight_values_is_a_slice_of_the_bytes(int bits)
    {
        var values = PackingOracle.AnyInts(1000, seed: 3);
        var slice = new byte[BitPacking.ByteCount(600, bits)];
        BitPacking.Pack(values.AsSpan(400), bits, slice);

        Assert.Equal(PackingOracle.Pack(values, bits)[(50 * bits)..], slice);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(31)]
    public void Cores_do_not_show(int bits)
    {
        var values = PackingOracle.AnyInts(50_003, seed: 5);
        var packed = new byte[BitPacking.ByteCount(values.Length, bits)];
        var unpacked = new uint[values.Length];
        BitPacking.Pack(values, bits, packed, cores: 2);
        BitPacking.UnpackUnsigned(packed, bits, unpacked, cores: 2);

        PackingOracle.AssertSame<byte>(PackingOracle.Pack(values, bits), packed);
        PackingOracle.AssertSame<uint>([.. values.Select(value => (uint)value & BitWidth.Mask(bits))], unpacked);
    }

    [Theory]
    [InlineData(12, 2047, true)]
    [InlineData(12, 2048, false)]
    [InlineData(12, -2048, true)]
    [InlineData(12, -2049, false)]
    [InlineData(1, -1, true)]
    [InlineData(1, 1, false)]
    [InlineData(32, int.MinValue, true)]
    [InlineData(32, int.MaxValue, true)]
    public void Checked_packing_refuses_by_index_what_does_not_fit(int bits, int value, bool fits)
    {
        foreach (var index in new[] { 0, 40, 99 })
        {
            var values = new int[100];
            values[index] = value;
            var packed = new byte[BitPacking.ByteCount(100, bits)];
            if (fits)
            {
                BitPacking.PackChecked(values, bits, packed);
                Assert.Equal(PackingOracle.Pack(values, bits), packed);
                continue;
            }

            var error = Assert.Throws<PackedRangeException>(() => BitPacking.PackChecked(values, bits, packed));
            Assert.Equal((index, value, bits), ((int)error.Index, error.Value, error.Bits));
            Assert.All(packed, b => Assert.Equal(0, b));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    [InlineData(-1)]
    public void A_width_outside_the_range_is_refused_by_name(int bits)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => BitPacking.Pack([1], bits, new byte[4]));

        Assert.Equal(("bits", (object)bits), (error.ParamName, error.ActualValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => BitPacking.UnpackSigned(new byte[4], bits, new int[1]));
    }

    [Fact]
    public void A_buffer_of_another_length_is_refused_by_name()
    {
        var error = Assert.Throws<LengthMismatchException>(() => BitPacking.Pack(new int[3], 12, new byte[4]));

        Assert.Equal("packed has 4 elements where 5 are needed.", error.Message);
        Assert.Throws<LengthMismatchException>(() => BitPacking.PackChecked(new int[3], 12, new byte[6]));
        Assert.Throws<LengthMismatchException>(() => BitPacking.UnpackSigned(new byte[4], 12, new int[3]));
        Assert.Throws<LengthMismatchException>(() => BitPacking.UnpackUnsigned(new byte[6], 12, new uint[3]));
    }

    [Fact]
    public void A_set_padding_bit_is_refused_and_writes_nothing()
    {
        var values = new int[3];

        var error = Assert.Throws<PackedPaddingException>(
            () => BitPacking.UnpackSigned([0, 0, 0, 1, 0x10], 12, values));

        Assert.Equal((0x10, 4), (error.LastByte, error.PaddingBits));
        Assert.Equal([0, 0, 0], values);
    }

    [Fact]
    public void Packing_and_unpacking_allocate_nothing()
    {
        var (values, packed) = (new int[1000], new byte[1500]);
        Allocations.AssertNoneAfterFirst(RoundTrip);

        void RoundTrip()
        {
            BitPacking.PackChecked(values, 12, packed);
            BitPacking.UnpackSigned(packed, 12, values);
        }
    }
}
