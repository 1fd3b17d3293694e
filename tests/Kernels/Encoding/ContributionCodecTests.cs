using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Encoding;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Encoding;

public sealed class ContributionCodecTests
{
    private static readonly ContributionBinding Binding = new("run-1", 7, 2, "hôpital-ß");

    private static readonly float[] GoldenValues =
        [0f, -0f, 1f, -1.5f, MathF.PI, float.Epsilon, Bf16Codec.MaxValue, 1.00390625f];

    public static TheoryData<ContributionEncoding> Encodings => [.. Enum.GetValues<ContributionEncoding>()
        .Where(encoding => encoding is not (ContributionEncoding.RandomK or ContributionEncoding.LowRank))];

    [Theory]
    [InlineData("contribution-v1-fp32.hex", ContributionEncoding.Fp32)]
    [InlineData("contribution-v1-bf16.hex", ContributionEncoding.Bf16)]
    public void The_frame_is_byte_for_byte_the_golden_one(string file, ContributionEncoding encoding)
    {
        var golden = Golden.Read(file);

        Assert.Equal(golden, ContributionCodec.Encode(Binding, encoding, GoldenValues));
        var header = ContributionCodec.ReadHeader(golden);
        Assert.Equal(
            (Binding, encoding, 8, 1f), (header.Binding, header.Encoding, header.ElementCount, header.Scale));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decoding_gives_what_the_payload_codec_gives(ContributionEncoding encoding)
    {
        foreach (var length in new[] { 0, 1, 33, 100_003 })
        {
            var values = Vectors.Normal(length, seed: length);
            var (decoded, expected) = (new float[length], new float[length]);
            var frame = ContributionCodec.Encode(Binding, encoding, values);
            var header = ContributionCodec.Decode(frame, Binding, encoding, decoded);
            PayloadCodecs.For(encoding).Decode(frame.AsSpan(header.HeaderBytes), header.Scale, expected);

            Assert.Equal(ContributionCodec.FrameBytes(Binding, encoding, length), frame.Length);
            Vectors.AssertSameBits(expected, decoded);
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Each_single_bit_flip_is_refused(ContributionEncoding encoding)
    {
        var frame = ContributionCodec.Encode(Binding, encoding, Vectors.Normal(8, seed: 1));
        for (var bit = 0; bit < 8 * frame.Length; bit++)
        {
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsAny<ContributionException>(
                () => ContributionCodec.Decode(frame, Binding, encoding, new float[8]));
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Each_truncation_and_one_byte_more_is_refused(ContributionEncoding encoding)
    {
        var frame = ContributionCodec.Encode(Binding, encoding, Vectors.Normal(8, seed: 1));
        for (var length = 0; length < frame.Length; length++)
        {
            Assert.Throws<ContributionFormatException>(() => ContributionCodec.ReadHeader(frame.AsSpan(0, length)));
        }

        Assert.Throws<ContributionFormatException>(() => ContributionCodec.ReadHeader([.. frame, 0]));
    }

    [Fact]
    public void Twenty_thousand_mutated_frames_end_in_a_typed_refusal()
    {
        var random = new Random(1);
        var original = ContributionCodec.Encode(Binding, ContributionEncoding.Bf16, GoldenValues);
        for (var i = 0; i < 20_000; i++)
        {
            var frame = original.AsSpan(0, random.Next(original.Length + 1)).ToArray();
            for (var change = random.Next(4); change >= 0 && frame.Length > 0; change--)
            {
                frame[random.Next(frame.Length)] = (byte)random.Next(256);
            }

            if (frame.AsSpan().SequenceEqual(original))
            {
                continue;
            }

            Assert.ThrowsAny<ContributionException>(
                () => ContributionCodec.Decode(frame, Binding, ContributionEncoding.Bf16, new float[8]));
        }
    }

    [Fact]
    public void A_version_from_the_future_is_refused_by_number()
    {
        var frame = ContributionCodec.Encode(Binding, ContributionEncoding.Fp32, GoldenValues);
        frame[4] = 2;

        var error = Assert.Throws<ContributionVersionException>(() => ContributionCodec.ReadHeader(frame));

        Assert.Equal(("version", "2"), (error.Field, error.Value));
    }

    [Theory]
    [InlineData("run-2", 7, 2, "hôpital-ß", 8, ContributionEncoding.Fp32, "run")]
    [InlineData("run-1", 8, 2, "hôpital-ß", 8, ContributionEncoding.Fp32, "round")]
    [InlineData("run-1", 7, 3, "hôpital-ß", 8, ContributionEncoding.Fp32, "shard")]
    [InlineData("run-1", 7, 2, "other", 8, ContributionEncoding.Fp32, "site")]
    [InlineData("run-1", 7, 2, "hôpital-ß", 9, ContributionEncoding.Fp32, "element count")]
    [InlineData("run-1", 7, 2, "hôpital-ß", 8, ContributionEncoding.Bf16, "encoding")]
    public void A_frame_that_belongs_elsewhere_is_refused_by_field(
        string run, int round, int shard, string site, int count, ContributionEncoding encoding, string field)
    {
        var frame = ContributionCodec.Encode(Binding, ContributionEncoding.Fp32, GoldenValues);

        var error = Assert.Throws<ContributionBindingException>(() => ContributionCodec.Decode(
            frame, new ContributionBinding(run, round, shard, site), encoding, new float[count]));

        Assert.Equal(field, error.Field);
    }

    [Fact]
    public void An_element_count_beyond_the_frame_allocates_nothing()
    {
        var frame = ContributionCodec.Encode(Binding, ContributionEncoding.Fp32, GoldenValues);
        BitConverter.TryWriteBytes(frame.AsSpan(20), (ulong)int.MaxValue);
        Refuse(frame);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refuse(frame);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public void What_cannot_be_encoded_is_refused()
    {
        Assert.Throws<NonFiniteValueException>(
            () => ContributionCodec.Encode(Binding, ContributionEncoding.Fp32, [float.NaN]));
        Assert.Throws<LengthMismatchException>(
            () => ContributionCodec.Encode(Binding, ContributionEncoding.Fp32, [1f], new byte[9]));
    }

    [Theory]
    [InlineData("", 1, 0, "s")]
    [InlineData("r", 0, 0, "s")]
    [InlineData("r", 1, -1, "s")]
    [InlineData("r", 1, 0, "0123456789012345678901234567890123456789012345678901234567890123-")]
    public void A_binding_that_does_not_fit_the_format_is_refused(string run, int round, int shard, string site) =>
        Assert.ThrowsAny<ArgumentException>(() => new ContributionBinding(run, round, shard, site));

    [Fact]
    public void A_name_that_is_not_well_formed_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ContributionBinding("r", 1, 0, "lone \ud800 surrogate"));

    private static void Refuse(byte[] frame) =>
        Assert.Throws<ContributionFormatException>(() => ContributionCodec.ReadHeader(frame));
}
