using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Backends;

public abstract partial class KernelBackendContract
{
    /// <summary>Those whose codec needs no parameter.</summary>
    public static TheoryData<ContributionEncoding> Encodings =>
        [.. Enum.GetValues<ContributionEncoding>().Where(encoding => PayloadCodecs.TryFind(encoding) is not null)];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_codec_encodes_loses_and_decodes_the_same_bits(ContributionEncoding encoding)
    {
        var definition = PayloadCodecs.For(encoding);
        var codec = Backend.CodecFor(encoding);
        Assert.Equal((encoding, definition.BitsPerCoordinate), (codec.Encoding, codec.BitsPerCoordinate));
        foreach (var values in ((int[])[0, 1, 2, 63, 64, 65, 8193, Long]).SelectMany(VectorsToEncode))
        {
            var bytes = definition.ByteCount(values.Length);
            Assert.Equal(bytes, codec.ByteCount(values.Length));
            var (expected, actual, again) = (new byte[bytes], new byte[bytes], new byte[bytes]);
            var (expectedResidual, residual) = (new float[values.Length], new float[values.Length]);
            var scale = definition.EncodeWithResidual(values, expected, expectedResidual);
            Assert.Equal(scale, codec.Encode(values, actual));
            AssertSame<byte>(expected, actual, $"{encoding} of {values.Length}");

            Assert.Equal(scale, codec.EncodeWithResidual(values, again, residual));
            AssertSame<byte>(expected, again, $"{encoding} of {values.Length} with residual");
            Vectors.AssertSameBits(expectedResidual, residual);

            var inPlace = values.ToArray();
            codec.EncodeWithResidual(inPlace, again, inPlace);
            Vectors.AssertSameBits(expectedResidual, inPlace);

            definition.Decode(expected, scale, expectedResidual);
            codec.Decode(expected, scale, residual);
            Vectors.AssertSameBits(expectedResidual, residual);
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void What_a_codec_refuses_is_refused(ContributionEncoding encoding)
    {
        var (definition, codec) = (PayloadCodecs.For(encoding), Backend.CodecFor(encoding));
        var values = Vectors.Normal(67, seed: 10);
        values[41] = float.NegativeInfinity;
        var payload = Bytes((int)definition.ByteCount(67), seed: 11);
        AssertSameRefusal(payload, () => definition.Encode(values, payload), () => codec.Encode(values, payload));
        AssertSameRefusal(
            values,
            () => definition.EncodeWithResidual(values, payload, values),
            () => codec.EncodeWithResidual(values, payload, values));
        AssertSameRefusal(
            values,
            () => definition.EncodeWithResidual(values.AsSpan(1), payload, values.AsSpan(0, 66)),
            () => codec.EncodeWithResidual(values.AsSpan(1), payload, values.AsSpan(0, 66)));
        AssertSameRefusal(payload, () => definition.Encode(values, payload.AsSpan(1)), () => codec.Encode(values, payload.AsSpan(1)));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_damaged_payload_is_refused(ContributionEncoding encoding)
    {
        var (definition, codec) = (PayloadCodecs.For(encoding), Backend.CodecFor(encoding));
        var (values, payload) = (new float[67], new byte[definition.ByteCount(67)]);
        definition.Encode(Vectors.Normal(67, seed: 12), payload);
        AssertSameRefusal(values, () => definition.Decode(payload, 2f, values), () => codec.Decode(payload, 2f, values));
        AssertSameRefusal(
            values, () => definition.Decode(payload.AsSpan(1), 1f, values), () => codec.Decode(payload.AsSpan(1), 1f, values));
        payload.AsSpan().Fill(0xFF);
        AssertSameRefusal(values, () => definition.Decode(payload, 1f, values), () => codec.Decode(payload, 1f, values));
    }

    [Fact]
    public void An_unknown_encoding_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Backend.CodecFor((ContributionEncoding)999).ByteCount(1));

    private static IEnumerable<float[]> VectorsToEncode(int length)
    {
        yield return NormalPrefix(length);
        yield return Rotatable(length);
        if (length < Long)
        {
            yield return [.. Enumerable.Repeat(-3.25f, length)];
            yield return [.. Enumerable.Range(0, length).Select(i => i % 2 == 0 ? 0f : -0f)];
        }
    }
}
