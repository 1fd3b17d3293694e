namespace Tapestry.Kernels.Tests.Support;

public sealed class AllocationsTests
{
    private object? kept;

    [Fact]
    public void A_call_that_allocates_is_caught() => Assert.InRange(Allocations.LeastAfterFirst(() => kept = new byte[1]), 1, 64);

    [Fact]
    public void A_call_that_allocates_once_is_not()
    {
        Allocations.AssertNoneAfterFirst(() => kept ??= new byte[1]);
        Assert.NotNull(kept);
    }
}
