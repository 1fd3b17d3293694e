using System.Threading.Channels;
using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Silo.Gateway;

namespace Tapestry.Silo.Tests.Gateway;

/// <summary>Calls begin when they are asked for, or when the one before has ended; the test ends each.</summary>
public sealed class SharedWritesTests
{
    private const int Refused = -1;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Channel<Call> begun = Channel.CreateUnbounded<Call>();

    private readonly SharedWrites<string, int, string> writes;

    public SharedWritesTests() => writes = new SharedWrites<string, int, string>((key, messages) =>
    {
        var call = new Call(key, messages);
        Assert.True(begun.Writer.TryWrite(call));
        return call.Outcome.Task;
    });

    [Fact]
    public async Task Messages_that_come_while_a_call_is_under_way_share_the_next_and_have_each_its_outcome()
    {
        var first = WriteAsync(0);
        var late = Enumerable.Range(1, 10).Select(message => WriteAsync(message)).ToArray();

        (await BegunAsync()).End();
        Assert.Equal("done 0", await first);
        var second = await BegunAsync();
        Assert.Equal(Enumerable.Range(1, 10), second.Messages);
        second.End();
        Assert.Equal(Enumerable.Range(1, 10).Select(message => $"done {message}"), await Task.WhenAll(late));
        Assert.False(begun.Reader.TryRead(out _));
    }

    [Fact]
    public async Task After_the_last_message_the_next_begins_at_once()
    {
        var first = WriteAsync(0);
        (await BegunAsync()).End();
        await first;

        var second = WriteAsync(1);

        var call = await BegunAsync();
        Assert.Equal([1], call.Messages);
        call.End();
        Assert.Equal("done 1", await second);
    }

    [Fact]
    public async Task No_call_has_more_messages_than_the_limit()
    {
        const int more = 5;
        var all = Enumerable.Range(0, 1 + SharedWrites<string, int, string>.MostMessages + more).Select(message => WriteAsync(message)).ToArray();

        foreach (var count in new[] { 1, SharedWrites<string, int, string>.MostMessages, more })
        {
            var call = await BegunAsync();
            Assert.Equal(count, call.Messages.Count);
            call.End();
        }

        await Task.WhenAll(all);
    }

    [Fact]
    public async Task Different_grains_do_not_wait_for_each_other()
    {
        var one = WriteAsync(1, "one");
        var two = WriteAsync(2, "two");

        var (first, second) = (await BegunAsync(), await BegunAsync());
        Assert.Equal(("one", "two"), (first.Key, second.Key));
        second.End();
        Assert.Equal("done 2", await two);
        Assert.False(one.IsCompleted);
        first.End();
        Assert.Equal("done 1", await one);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_among_several_reaches_its_own_sender_alone(bool isLimit)
    {
        Exception refusal = isLimit
            ? new LimitExceededException("planted", 2, 1, "call")
            : new RoundException(RoundException.TooLate, "planted");
        var strict = new SharedWrites<string, int, string>(async (_, messages) =>
        {
            await Task.Yield();
            return messages.Contains(Refused) ? throw refusal : [.. messages.Select(message => $"done {message}")];
        });

        Task<string>[] sent = [.. new[] { 0, 1, Refused, 2 }.Select(message => strict.WriteAsync("key", message))];

        Assert.Equal(["done 0", "done 1", "done 2"], await Task.WhenAll(sent[0], sent[1], sent[3]));
        Assert.Same(refusal, await Assert.ThrowsAnyAsync<Exception>(() => sent[2]));
    }

    [Fact]
    public async Task A_fault_of_the_store_reaches_all_and_is_not_tried_again()
    {
        var first = WriteAsync(0);
        Task<string>[] late = [WriteAsync(1), WriteAsync(2)];
        (await BegunAsync()).End();
        await first;

        (await BegunAsync()).Outcome.SetException(new InvalidDataException("planted"));

        foreach (var waiting in late)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => waiting);
        }

        Assert.False(begun.Reader.TryRead(out _));
        var next = WriteAsync(3);
        (await BegunAsync()).End();
        Assert.Equal("done 3", await next);
    }

    private Task<string> WriteAsync(int message, string key = "key") => writes.WriteAsync(key, message);

    private Task<Call> BegunAsync() => begun.Reader.ReadAsync().AsTask().WaitAsync(LongestWait);

    private sealed record Call(string Key, IReadOnlyList<int> Messages)
    {
        public TaskCompletionSource<IReadOnlyList<string>> Outcome { get; } = new();

        public void End() => Outcome.SetResult([.. Messages.Select(message => $"done {message}")]);
    }
}
