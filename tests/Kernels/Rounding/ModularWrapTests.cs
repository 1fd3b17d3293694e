using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.Tests.Packing;

namespace Tapestry.Kernels.Tests.Rounding;

public sealed class ModularWrapTests
{
    /// <summary><c>small_vectors.modclip</c> of the reference vectors.</summary>
    [Fact]
    public void The_reference_vector_is_wrapped()
    {
        long[] values = [-13, -5, -4, -1, 3, 4, 11, 12];

        Assert.Equal([3, 3, -4, -1, 3, -4, 3, -4], values.Select(value => ModularWrap.Wrap(value, -4, 4)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(32)]
    public void Powers_of_two_wrap_as_the_general_rule_does(int bits)
    {
        var values = PackingOracle.AnyInts(1000, seed: bits);
        var wrapped = values.ToArray();
        ModularWrap.ToSigned(wrapped, bits);

        Assert.Equal(
            values.Select(value => ModularWrap.Wrap(value, -(1L << (bits - 1)), 1L << (bits - 1))),
            wrapped.Select(value => (long)value));
    }

    [Fact]
    public void Extremes_do_not_overflow()
    {
        Assert.Equal(long.MinValue, ModularWrap.Wrap(long.MinValue, long.MinValue, long.MaxValue));
        Assert.Equal(long.MinValue, ModularWrap.Wrap(long.MaxValue, long.MinValue, long.MaxValue));
    }

    [Fact]
    public void An_empty_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ModularWrap.Wrap(0, 4, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModularWrap.ToSigned([1], 33));
    }
}
