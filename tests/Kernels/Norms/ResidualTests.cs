using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Norms;

public sealed class ResidualTests
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_update_is_one_difference_a_coordinate_at_every_width_and_on_any_cores(int length)
    {
        var (values, decoded) = (Vectors.Normal(length, seed: 1), Vectors.Normal(length, seed: 2));
        var expected = values.Zip(decoded, (x, y) => x - y).ToArray();
        foreach (var width in Enum.GetValues<SimdWidth>())
        {
            var (residual, inPlace) = (new float[length], values.ToArray());
            Residual.Update(values, decoded, residual, cores: 1, width);
            Residual.Update(inPlace, decoded, inPlace, cores: 3, width);
            Vectors.AssertSameBits(expected, residual);
            Vectors.AssertSameBits(expected, inPlace);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_accumulation_is_one_fused_operation_a_coordinate_at_every_width_and_on_any_cores(int length)
    {
        var (values, carried) = (Vectors.Normal(length, seed: 1), Vectors.Normal(length, seed: 2));
        var expected = values.Zip(carried, (x, e) => MathF.FusedMultiplyAdd(0.95f, e, x)).ToArray();
        foreach (var width in Enum.GetValues<SimdWidth>())
        {
            var residual = carried.ToArray();
            Residual.Accumulate(0.95f, values, residual, cores: 2, width);
            Vectors.AssertSameBits(expected, residual);
        }
    }

    [Fact]
    public void What_was_decoded_and_the_residual_are_the_values() => Property.Holds(Property.AnyFinite(), values =>
    {
        // A decoder that keeps the upper half of the bits: bf16, towards zero.
        float[] decoded = [.. values.Select(
            value => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF_0000))];
        var residual = new float[values.Length];
        Residual.Update(values, decoded, residual);
        return decoded.Zip(residual, (y, e) => y + e).SequenceEqual(values);
    });

    [Fact]
    public void Over_the_rounds_nothing_is_lost_without_decay()
    {
        var (carried, sent, wanted) = (new float[10], new double[10], new double[10]);
        for (var round = 0; round < 50; round++)
        {
            var update = Vectors.Normal(10, seed: round).Select(value => MathF.Round(value * 64) / 64).ToArray();
            Residual.Accumulate(1f, update, carried);
            float[] decoded = [.. carried.Select(value => MathF.Round(value))];
            Residual.Update(carried, decoded, carried);
            for (var i = 0; i < 10; i++)
            {
                wanted[i] += update[i];
                sent[i] += decoded[i];
            }
        }

        Assert.Equal(wanted, sent.Zip(carried, (total, left) => total + left));
    }

    [Fact]
    public void Non_finite_input_is_refused_by_name_and_writes_nothing()
    {
        float[] bad = [1f, float.NaN];
        float[] good = [1f, 2f];

        Assert.Equal("values", Assert.Throws<NonFiniteValueException>(() => Residual.Update(bad, good, good)).Vector);
        Assert.Equal("decoded", Assert.Throws<NonFiniteValueException>(() => Residual.Update(good, bad, good)).Vector);
        Assert.Equal("values", Assert.Throws<NonFiniteValueException>(() => Residual.Accumulate(1f, bad, good)).Vector);
        Assert.Equal("residual", Assert.Throws<NonFiniteValueException>(() => Residual.Accumulate(1f, good, bad)).Vector);
        Assert.Equal([1f, 2f], good);
    }

    [Fact]
    public void A_result_that_overflows_is_refused_and_writes_nothing_but_huge_values_that_fit_pass()
    {
        float[] huge = [1f, float.MaxValue];
        float[] residual = [5f, -float.MaxValue];
        float[] target = [5f, 5f];

        Assert.Equal(1, Assert.Throws<NonFiniteValueException>(() => Residual.Update(huge, residual, target)).Index);
        Assert.Equal(1, Assert.Throws<NonFiniteValueException>(() => Residual.Accumulate(1f, huge, (float[])[5f, float.MaxValue])).Index);
        Assert.Equal([5f, 5f], target);
        Residual.Update(huge, huge, target);
        Residual.Accumulate(1f, huge, residual);
        Assert.Equal([0f, 0f], target);
        Assert.Equal([6f, 0f], residual);
    }

    [Fact]
    public void Lengths_decay_and_cores_outside_their_range_are_refused()
    {
        Assert.Throws<LengthMismatchException>(() => Residual.Update([1f], [1f, 2f], new float[1]));
        Assert.Throws<LengthMismatchException>(() => Residual.Update([1f], [1f], new float[2]));
        Assert.Throws<LengthMismatchException>(() => Residual.Accumulate(1f, [1f], new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Residual.Accumulate(1.1f, [1f], new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Residual.Accumulate(float.NaN, [1f], new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Residual.Update([1f], [1f], new float[1], cores: 0));
    }
}
