using Tapestry.Kernels.Tests.Support;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Tests.Threading;

public sealed unsafe class CoreSplitTests
{
    private const int Granule = 16;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    [InlineData(100_003)]
    public void Every_element_is_done_once_whatever_the_cores(int length)
    {
        foreach (var cores in (int[])[1, 2, 3, 64])
        {
            var visits = new int[length];
            Count(visits, cores);
            Assert.All(visits, visit => Assert.Equal(1, visit));
        }
    }

    [Fact]
    public void A_part_starts_at_a_multiple_of_the_granule()
    {
        var misaligned = 0;
        var kernel = new AlignmentKernel(&misaligned);
        CoreSplit.Run(ref kernel, 12_345, Granule, cores: 8);
        Assert.Equal(0, misaligned);
    }

    [Fact]
    public void Callers_at_the_same_time_do_not_disturb_each_other() =>
        Parallel.For(0, 200, _ =>
        {
            var visits = new int[5000];
            Count(visits, cores: 4);
            Assert.All(visits, visit => Assert.Equal(1, visit));
        });

    [Fact]
    public void A_kernel_that_splits_again_runs_on_its_own_core()
    {
        var visits = new int[1000];
        fixed (int* first = visits)
        {
            var outer = new NestedKernel(first);
            CoreSplit.Run(ref outer, visits.Length, Granule, cores: 2);
        }

        Assert.All(visits, visit => Assert.Equal(1, visit));
    }

    [Fact]
    public void Nothing_is_allocated_a_call()
    {
        var visits = new int[100_000];
        Allocations.AssertNoneAfterFirst(() => Count(visits, cores: 2));
    }

    private static void Count(int[] visits, int cores)
    {
        fixed (int* first = visits)
        {
            var kernel = new CountKernel(first);
            CoreSplit.Run(ref kernel, visits.Length, Granule, cores);
        }
    }

    private readonly struct CountKernel(int* visits) : IRangeKernel
    {
        private readonly int* visits = visits;

        public void Run(long start, long end)
        {
            for (var index = start; index < end; index++)
            {
                visits[index]++;
            }
        }
    }

    private readonly struct NestedKernel(int* visits) : IRangeKernel
    {
        private readonly int* visits = visits;

        public void Run(long start, long end)
        {
            var inner = new CountKernel(visits + start);
            CoreSplit.Run(ref inner, end - start, 1, cores: 2);
        }
    }

    private readonly struct AlignmentKernel(int* misaligned) : IRangeKernel
    {
        private readonly int* misaligned = misaligned;

        public void Run(long start, long end)
        {
            if (start % Granule != 0)
            {
                Interlocked.Increment(ref *misaligned);
            }
        }
    }
}
