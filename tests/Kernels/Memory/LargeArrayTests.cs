using Tapestry.Kernels.Memory;

namespace Tapestry.Kernels.Tests.Memory;

public sealed class LargeArrayTests
{
    private const int PageFloats = (int)(HugePages.Bytes / sizeof(float));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((4 * PageFloats) - 1)]
    [InlineData(4 * PageFloats)]
    [InlineData((5 * PageFloats) + 3)]
    public void An_array_is_zeros_of_the_length(int length)
    {
        var array = LargeArray.Create<float>(length);
        Assert.Equal(length, array.Length);
        Assert.Equal(-1, array.AsSpan().IndexOfAnyExcept(0f));
    }

    [Fact]
    public void Memory_that_was_used_before_comes_back_as_zeros()
    {
        for (var turn = 0; turn < 4; turn++)
        {
            var array = LargeArray.Create<int>(5 * PageFloats);
            Assert.Equal(-1, array.AsSpan().IndexOfAnyExcept(0));
            Array.Fill(array, -1);
            array = null;
            GC.Collect();
        }
    }

    [Fact]
    public void A_negative_length_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LargeArray.Create<byte>(-1));

    [Fact]
    public void Advice_is_given_for_whole_pages_only()
    {
        var withoutWholePage = GC.AllocateUninitializedArray<byte>((int)HugePages.Bytes - 1, pinned: true);
        Assert.False(HugePages.AdviseFor(withoutWholePage));
    }
}
