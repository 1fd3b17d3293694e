using Tapestry.Kernels.Packing;

namespace Tapestry.Kernels.Tests.Backends;

public abstract partial class KernelBackendContract
{
    [Theory]
    [MemberData(nameof(BitWidths))]
    public void Packing_gives_the_same_bytes_and_unpacking_the_same_integers(int bits)
    {
        foreach (var length in LengthsAt(bits))
        {
            var values = Integers(length, seed: bits);
            var (expected, actual) = (Packed(values, bits), new byte[BitPacking.ByteCount(length, bits)]);
            Backend.Pack(values, bits, actual);
            AssertSame<byte>(expected, actual, $"{length} packed");

            var (expectedSigned, signed) = (new int[length], new int[length]);
            BitPacking.UnpackSigned(expected, bits, expectedSigned);
            Backend.UnpackSigned(expected, bits, signed);
            AssertSame<int>(expectedSigned, signed, $"{length} signed");

            var (expectedUnsigned, unsigned) = (new uint[length], new uint[length]);
            BitPacking.UnpackUnsigned(expected, bits, expectedUnsigned);
            Backend.UnpackUnsigned(expected, bits, unsigned);
            AssertSame<uint>(expectedUnsigned, unsigned, $"{length} unsigned");

            Array.Clear(actual);
            Backend.PackChecked(signed, bits, actual);
            AssertSame<byte>(expected, actual, $"{length} packed with a check");
        }
    }

    [Theory]
    [MemberData(nameof(BitWidths))]
    public void Packed_vectors_add_and_subtract_to_the_same_bytes(int bits)
    {
        foreach (var length in LengthsAt(bits))
        {
            var operand = Packed(Integers(length, seed: 3), bits);
            var (expected, actual) = (Packed(Integers(length, seed: 4), bits), Packed(Integers(length, seed: 4), bits));
            PackedSum.Add(expected, operand, length, bits);
            Backend.AddPacked(actual, operand, length, bits);
            AssertSame<byte>(expected, actual, $"{length} added");

            PackedSum.Subtract(expected, expected.ToArray(), length, bits);
            PackedSum.Subtract(expected, operand, length, bits);
            Backend.SubtractPacked(actual, actual.ToArray(), length, bits);
            Backend.SubtractPacked(actual, operand, length, bits);
            AssertSame<byte>(expected, actual, $"{length} subtracted");
        }
    }

    [Fact]
    public void What_packing_refuses_is_refused()
    {
        var (values, packed) = (new[] { 0, 3, 4, 0 }, Bytes(2, seed: 1));
        AssertSameRefusal(packed, () => BitPacking.Pack(values, 33, packed), () => Backend.Pack(values, 33, packed));
        AssertSameRefusal(packed, () => BitPacking.Pack(values, 5, packed), () => Backend.Pack(values, 5, packed));
        AssertSameRefusal(
            packed, () => BitPacking.PackChecked(values, 3, packed), () => Backend.PackChecked(values, 3, packed));
        AssertSameRefusal(
            packed, () => BitPacking.PackChecked(values, 8, packed), () => Backend.PackChecked(values, 8, packed));
    }

    [Fact]
    public void What_unpacking_and_adding_refuse_is_refused()
    {
        byte[] padded = [0, 0xF0];
        var (values, sum) = (new int[4], new byte[2]);
        AssertSameRefusal(
            values, () => BitPacking.UnpackSigned(padded, 3, values), () => Backend.UnpackSigned(padded, 3, values));
        AssertSameRefusal(
            values, () => BitPacking.UnpackSigned(padded, 0, values), () => Backend.UnpackSigned(padded, 0, values));
        AssertSameRefusal(sum, () => PackedSum.Add(sum, padded, 4, 3), () => Backend.AddPacked(sum, padded, 4, 3));
        AssertSameRefusal(sum, () => PackedSum.Add(sum, padded, -1, 3), () => Backend.AddPacked(sum, padded, -1, 3));
        AssertSameRefusal(
            sum, () => PackedSum.Subtract(sum, new byte[3], 4, 4), () => Backend.SubtractPacked(sum, new byte[3], 4, 4));
    }

    private static int[] Integers(int length, int seed)
    {
        var random = new Random(seed);
        var values = new int[length];
        for (var i = 0; i < length; i++)
        {
            values[i] = (int)random.NextInt64(1L << 32);
        }

        return values;
    }

    private static byte[] Packed(ReadOnlySpan<int> values, int bits)
    {
        var packed = new byte[BitPacking.ByteCount(values.Length, bits)];
        BitPacking.Pack(values, bits, packed);
        return packed;
    }
}
