using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Codecs;

public sealed class Fp32CodecTests : PayloadCodecContract
{
    protected override IPayloadCodec Codec { get; } = new Fp32Codec();

    protected override string Name => "fp32";

    protected override string PinnedDigest =>
        "04dba8208a3bc7b1c5ba0c537cde825170271d154c5783be220fd16364ccdcda";

    protected override (double Least, double Most) RelativeError => (0, 0);

    protected override bool FeedbackIsExact => true;

    [Fact]
    public void Every_finite_vector_survives_bit_for_bit() => Property.Holds(Property.AnyFinite(), values =>
    {
        var payload = new byte[Codec.ByteCount(values.Length)];
        var decoded = new float[values.Length];
        Codec.Decode(payload, Codec.Encode(values, payload), decoded);
        return values.Select(BitConverter.SingleToInt32Bits).SequenceEqual(decoded.Select(BitConverter.SingleToInt32Bits));
    });

    [Fact]
    public void Non_finite_input_and_payload_are_refused_by_index()
    {
        var payload = new byte[8];

        Assert.Equal(1, Assert.Throws<NonFiniteValueException>(() => Codec.Encode([0f, float.NaN], payload)).Index);
        BitConverter.TryWriteBytes(payload.AsSpan(4), float.PositiveInfinity);
        Assert.Equal(1, Assert.Throws<NonFiniteValueException>(() => Codec.Decode(payload, 1f, new float[2])).Index);
    }

    [Fact]
    public void Another_length_or_scale_is_refused()
    {
        Assert.Throws<LengthMismatchException>(() => Codec.Encode([1f], new byte[5]));
        Assert.Throws<LengthMismatchException>(() => Codec.Decode(new byte[7], 1f, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Codec.Decode(new byte[8], 2f, new float[2]));
    }
}
