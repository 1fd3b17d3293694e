using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Norms;

public sealed class FiniteTests
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Finite_vectors_pass_whatever_their_bits(int length) =>
        Assert.Equal(-1, Finite.FirstNonFiniteIndex(Vectors.AnyFinite(length, seed: length)));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_first_of_two_offenders_is_named(int length)
    {
        var random = new Random(length);
        for (var trial = 0; trial < 20 && length > 0; trial++)
        {
            var values = new float[length];
            var (one, other) = (random.Next(length), random.Next(length));
            values[one] = float.NaN;
            values[other] = float.NegativeInfinity;

            Assert.Equal(Math.Min(one, other), Finite.FirstNonFiniteIndex(values));
            Assert.Equal(Math.Min(one, other), Assert.Throws<NonFiniteValueException>(
                () => Finite.ThrowIfNot(values, "update", cores: 3)).Index);
        }
    }

    [Fact]
    public void The_error_names_vector_index_and_value()
    {
        var error = Assert.Throws<NonFiniteValueException>(
            () => Finite.ThrowIfNot([1f, float.PositiveInfinity], "update"));

        Assert.StartsWith("update[1] is Infinity; every coordinate must be finite.", error.Message, StringComparison.Ordinal);
    }
}
