using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Codecs.Blocks;

/// <summary>What holds for block formats besides the codec's contract.</summary>
public abstract class BlockContract : PayloadCodecContract
{
    /// <summary>A scale that no encoder writes, little-endian.</summary>
    protected abstract byte[] ForbiddenScale { get; }

    [Fact]
    public void Vector_and_scalar_code_give_the_same_bits() => Property.Holds(Property.AnyFinite(), values =>
    {
        var many = Enumerable.Repeat(values, 9).SelectMany(part => part).ToArray();
        return SameBits(many) && SameBits(Vectors.Normal(many.Length, seed: many.Length));
    });

    [Fact]
    public void A_forbidden_scale_is_refused_by_block_and_writes_nothing()
    {
        var values = Vectors.Normal(1000, seed: 1);
        var payload = new byte[Codec.ByteCount(1000)];
        Codec.Encode(values, payload);
        ForbiddenScale.CopyTo(payload, 2 * ForbiddenScale.Length);
        var destination = new float[1000];

        var error = Assert.Throws<PayloadFormatException>(() => Codec.Decode(payload, 1f, destination));

        Assert.Equal(("scale[2]", Convert.ToHexStringLower(ForbiddenScale)), (error.Field, error.Value));
        Assert.All(destination, value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Padding_that_is_not_zero_is_refused()
    {
        var payload = new byte[Codec.ByteCount(3)];
        Codec.Encode([1f, 2f, -1f], payload);
        payload[^1] |= 0x80;

        var error = Assert.Throws<PayloadFormatException>(() => Codec.Decode(payload, 1f, new float[3]));

        Assert.Equal("padding after the last code", error.Field);
    }

    private protected abstract void Encode(float[] values, byte[] payload, float[] residual, SimdWidth widest);

    private protected abstract void Decode(byte[] payload, float[] destination, SimdWidth widest);

    private bool SameBits(float[] values)
    {
        var (scalar, vector) = (Run(values, SimdWidth.Scalar), Run(values, SimdWidths.Widest));
        return scalar.Payload.AsSpan().SequenceEqual(vector.Payload)
            && Bits(scalar.Residual).SequenceEqual(Bits(vector.Residual))
            && Bits(scalar.Decoded).SequenceEqual(Bits(vector.Decoded));
    }

    private (byte[] Payload, float[] Residual, float[] Decoded) Run(float[] values, SimdWidth widest)
    {
        var (payload, residual, decoded) =
            (new byte[Codec.ByteCount(values.Length)], new float[values.Length], new float[values.Length]);
        Encode(values, payload, residual, widest);
        Decode(payload, decoded, widest);
        return (payload, residual, decoded);
    }

    private static IEnumerable<int> Bits(float[] values) => values.Select(BitConverter.SingleToInt32Bits);
}
