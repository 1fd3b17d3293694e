using System.Security.Cryptography;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Codecs;

/// <summary>What holds for every codec; a subclass names the codec, its figures and its golden files.</summary>
public abstract class PayloadCodecContract
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    protected abstract IPayloadCodec Codec { get; }

    /// <summary>Golden payload, <c>payload-NAME.hex</c>, and its values, <c>payload-NAME-decoded.hex</c>.</summary>
    protected abstract string Name { get; }

    /// <summary>SHA-256 of the payload of the pinned vector of 200,003.</summary>
    protected abstract string PinnedDigest { get; }

    /// <summary>Bounds of the root mean square of the error of normal deviates, relative to theirs.</summary>
    protected abstract (double Least, double Most) RelativeError { get; }

    /// <summary>Whether decoded plus residual is the value itself, always.</summary>
    protected virtual bool FeedbackIsExact => false;

    /// <summary>The largest magnitude that the codec takes.</summary>
    protected virtual float Limit => float.MaxValue;

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Payload_and_residual_keep_the_law_at_every_size(int length) =>
        Assert.True(KeepsTheLaw(Vectors.Normal(length, seed: length, scale: 0.01)));

    [Fact]
    public void Payload_and_residual_keep_the_law_for_any_finite_vector() => Property.Holds(
        Property.AnyFinite(), values => KeepsTheLaw([.. values.Select(value => Math.Clamp(value, -Limit, Limit))]));

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(-3.3f)]
    [InlineData(1e-40f)]
    [InlineData(1e28f)]
    public void Constant_vectors_keep_the_law(float value) =>
        Assert.True(KeepsTheLaw([.. Enumerable.Repeat(value, 5000)]));

    [Fact]
    public void The_largest_and_smallest_magnitudes_keep_the_law() => Assert.True(KeepsTheLaw(
        [.. Enumerable.Range(0, 9000).Select(i => (i % 5) switch { 0 => Limit, 1 => -Limit, 2 => float.Epsilon, 3 => -Limit, _ => 0 })]));

    [Fact]
    public void The_residual_may_replace_the_values()
    {
        var values = Vectors.Normal(10_007, seed: 1);
        var (payload, again) = (Payload(values), Payload(values));
        var residual = new float[values.Length];
        Codec.EncodeWithResidual(values, payload, residual);
        Codec.EncodeWithResidual(values, again, values);

        Assert.Equal(payload, again);
        Vectors.AssertSameBits(residual, values);
    }

    [Fact]
    public void A_residual_that_overlaps_elsewhere_is_refused()
    {
        var memory = new float[101];

        Assert.Throws<ArgumentException>(() => Codec.EncodeWithResidual(
            memory.AsSpan(0, 100), Payload(new float[100]), memory.AsSpan(1, 100)));
    }

    [Fact]
    public void Any_number_of_cores_gives_the_same_bytes()
    {
        var values = PinnedVector.Of(200_003);
        var (payload, residual, decoded) = (Payload(values), new float[values.Length], new float[values.Length]);
        var scale = Codec.EncodeWithResidual(values, payload, residual);
        Codec.Decode(payload, scale, decoded);
        foreach (var cores in new[] { 2, 3, 7 })
        {
            var (otherPayload, otherResidual, otherDecoded) =
                (Payload(values), new float[values.Length], new float[values.Length]);
            Codec.EncodeWithResidual(values, otherPayload, otherResidual, cores);
            Codec.Decode(payload, scale, otherDecoded, cores);

            Assert.Equal(payload, otherPayload);
            Vectors.AssertSameBits(residual, otherResidual);
            Vectors.AssertSameBits(decoded, otherDecoded);
        }
    }

    [Fact]
    public void The_error_of_a_normal_vector_is_the_stated_one()
    {
        var values = Vectors.Normal(200_003, seed: 5, scale: 0.01);
        var residual = new float[values.Length];
        Codec.EncodeWithResidual(values, Payload(values), residual);

        var relative = Math.Sqrt(residual.Sum(x => (double)x * x) / values.Sum(x => (double)x * x));
        Assert.InRange(relative, RelativeError.Least, RelativeError.Most);
    }

    [Theory]
    [InlineData(0, float.NaN)]
    [InlineData(4100, float.PositiveInfinity)]
    [InlineData(4999, float.NegativeInfinity)]
    public void Non_finite_input_is_refused_by_index_and_writes_nothing(int index, float value)
    {
        var values = Vectors.Normal(5000, seed: 2);
        values[index] = value;
        var (payload, residual) = (Payload(values), new float[5000]);

        var error = Assert.Throws<NonFiniteValueException>(() => Codec.EncodeWithResidual(values, payload, residual));

        Assert.Equal(index, error.Index);
        Assert.All(payload, written => Assert.Equal(0, written));
        Assert.All(residual, written => Assert.Equal(0f, written));
    }

    [Fact]
    public void Another_length_is_refused()
    {
        var values = Vectors.Normal(100, seed: 3);
        var payload = Payload(values);

        Assert.Throws<LengthMismatchException>(() => Codec.Encode(values, new byte[payload.Length + 1]));
        Assert.Throws<LengthMismatchException>(() => Codec.EncodeWithResidual(values, payload, new float[99]));
        Assert.Throws<LengthMismatchException>(() => Codec.Decode(payload.AsSpan(1), 1f, values));
        Assert.Throws<ArgumentOutOfRangeException>(() => Codec.ByteCount(-1));
    }

    [Fact]
    public void A_scale_that_the_encoding_never_writes_is_refused() => Assert.Equal("scale", Assert.Throws<ArgumentOutOfRangeException>(
        () => Codec.Decode(Payload(new float[8]), 2f, new float[8])).ParamName);

    [Fact]
    public void A_call_allocates_nothing()
    {
        var values = Vectors.Normal(10_007, seed: 4);
        var (payload, residual) = (Payload(values), new float[values.Length]);
        Allocations.AssertNoneAfterFirst(() => Codec.Decode(payload, Codec.EncodeWithResidual(values, payload, residual), residual));
    }

    [Fact]
    public void The_payload_is_byte_for_byte_the_golden_one()
    {
        var values = PinnedVector.Of(150);
        var payload = Payload(values);
        var decoded = new float[values.Length];
        Codec.Decode(payload, Codec.Encode(values, payload), decoded);
        var decodedBytes = decoded.SelectMany(BitConverter.GetBytes).ToArray();

        Assert.Equal(Golden.Read($"payload-{Name}.hex"), payload);
        Assert.Equal(Golden.Read($"payload-{Name}-decoded.hex"), decodedBytes);
    }

    [Fact]
    public void A_large_payload_has_the_pinned_digest()
    {
        var values = PinnedVector.Of(200_003);
        var payload = Payload(values);
        Codec.Encode(values, payload);

        Assert.Equal(PinnedDigest, Convert.ToHexStringLower(SHA256.HashData(payload)));
    }

    private byte[] Payload(float[] values) => new byte[Codec.ByteCount(values.Length)];

    private bool KeepsTheLaw(float[] values)
    {
        var (payload, fused) = (Payload(values), Payload(values));
        var (decoded, residual) = (new float[values.Length], new float[values.Length]);
        var scale = Codec.Encode(values, payload);
        Codec.Decode(payload, scale, decoded);
        var same = Codec.EncodeWithResidual(values, fused, residual) == scale && payload.AsSpan().SequenceEqual(fused);
        return same && Enumerable.Range(0, values.Length).All(i => KeepsTheLaw(values[i], decoded[i], residual[i]));
    }

    private bool KeepsTheLaw(float value, float decoded, float residual)
    {
        var lost = Math.Abs((double)value - decoded - residual);
        var rounding = Math.Abs((double)residual) / (1 << 24);
        return float.IsFinite(decoded) && residual == value - decoded && lost <= (FeedbackIsExact ? 0 : rounding);
    }
}
