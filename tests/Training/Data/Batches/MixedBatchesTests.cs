using Tapestry.Training.Data.Batches;
using Tapestry.Training.Local;

namespace Tapestry.Training.Tests.Data.Batches;

public sealed class MixedBatchesTests
{
    [Fact]
    public void Rows_that_divide_evenly_are_shared_equally_in_every_batch()
    {
        for (var step = 0; step < 5; step++)
        {
            Assert.Equal([4, 4, 4], RowsBySource(sources: 3, rows: 12, step));
        }
    }

    [Theory]
    [InlineData(4, 6)]
    [InlineData(4, 3)]
    [InlineData(3, 1)]
    [InlineData(13, 16)]
    public void Rows_that_do_not_are_equal_over_as_many_steps_as_sources(int sources, int rows)
    {
        var total = new int[sources];
        for (var step = 0; step < sources; step++)
        {
            var counts = RowsBySource(sources, rows, step);
            Assert.Equal(rows, counts.Sum());
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
            total = [.. total.Zip(counts, (a, b) => a + b)];
        }

        Assert.All(total, count => Assert.Equal(rows, count));
    }

    [Fact]
    public void A_step_far_into_a_run_does_not_overflow() =>
        Assert.Equal(6, RowsBySource(sources: 4, rows: 6, step: long.MaxValue).Sum());

    [Fact]
    public void No_sources_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MixedBatches([], 4));

    private static int[] RowsBySource(int sources, int rows, long step)
    {
        var mixed = new MixedBatches([.. Enumerable.Range(0, sources).Select(i => new Constant(i))], sequenceLength: 4);
        var tokens = new int[rows * 5];
        Array.Fill(tokens, -1);
        mixed.Fill(step, tokens);
        Assert.DoesNotContain(-1, tokens);
        return [.. Enumerable.Range(0, sources).Select(i => tokens.Count(token => token == i) / 5)];
    }

    private sealed record Constant(int Value) : ITokenBatchSource
    {
        public void Fill(long globalStep, Span<int> tokens) => tokens.Fill(Value);
    }
}
