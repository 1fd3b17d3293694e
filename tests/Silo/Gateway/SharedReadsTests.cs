using Tapestry.Silo.Gateway;

namespace Tapestry.Silo.Tests.Gateway;

/// <summary>Reads begin when they are asked for, or when the one before has ended; the test ends each.</summary>
public sealed class SharedReadsTests
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly List<(string Key, TaskCompletionSource<int> End)> begun = [];
    private readonly TaskCompletionSource secondBegan = new();

    private readonly SharedReads<string, int> reads;

    public SharedReadsTests() => reads = new SharedReads<string, int>(key =>
    {
        var end = new TaskCompletionSource<int>();
        begun.Add((key, end));
        if (begun.Count == 2)
        {
            secondBegan.SetResult();
        }

        return end.Task;
    });

    [Fact]
    public async Task All_who_ask_while_a_read_is_under_way_share_the_next()
    {
        var first = ReadAsync();
        var late = Enumerable.Range(0, 100).Select(_ => ReadAsync()).ToArray();

        Assert.Single(begun);
        begun[0].End.SetResult(1);
        Assert.Equal(1, await first);
        Assert.Equal(2, begun.Count);
        begun[1].End.SetResult(2);
        Assert.All(await Task.WhenAll(late), value => Assert.Equal(2, value));
        Assert.Equal(2, begun.Count);
    }

    [Fact]
    public async Task Nobody_gets_a_read_that_began_before_asking()
    {
        var first = ReadAsync();
        var second = ReadAsync();
        begun[0].End.SetResult(1);
        await first;
        var third = ReadAsync();

        begun[1].End.SetResult(2);
        Assert.Equal(2, await second);
        Assert.False(third.IsCompleted);
        begun[2].End.SetResult(3);
        Assert.Equal(3, await third);

        var alone = ReadAsync();
        begun[3].End.SetResult(4);
        Assert.Equal(4, await alone);
    }

    [Fact]
    public async Task Reads_of_different_things_do_not_wait_for_each_other()
    {
        var one = ReadAsync("one");
        var two = ReadAsync("two");

        Assert.Equal(["one", "two"], begun.Select(read => read.Key));
        begun[1].End.SetResult(2);
        Assert.Equal(2, await two);
        Assert.False(one.IsCompleted);
        begun[0].End.SetResult(1);
        Assert.Equal(1, await one);
    }

    [Fact]
    public async Task A_failure_reaches_those_who_share_the_read_and_nobody_else()
    {
        var first = ReadAsync();
        Task<int>[] second = [ReadAsync(), ReadAsync()];
        begun[0].End.SetException(new InvalidOperationException("planted"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        var third = ReadAsync();

        begun[1].End.SetException(new InvalidDataException("planted"));
        foreach (var sharing in second)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => sharing);
        }

        begun[2].End.SetResult(3);
        Assert.Equal(3, await third);
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_read_to_the_others()
    {
        using var stop = new CancellationTokenSource();
        var first = ReadAsync(stop: stop.Token);
        var second = ReadAsync(stop: stop.Token);
        var staying = ReadAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        begun[0].End.SetResult(1);
        await secondBegan.Task.WaitAsync(LongestWait);
        begun[1].End.SetResult(2);
        Assert.Equal(2, await staying);
    }

    [Fact]
    public async Task A_read_that_fails_at_once_blocks_nothing()
    {
        var failing = new SharedReads<string, int>(_ => throw new InvalidOperationException("planted"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing.ReadAsync("key", default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing.ReadAsync("key", default));
    }

    private Task<int> ReadAsync(string key = "key", CancellationToken stop = default) => reads.ReadAsync(key, stop);
}
