using System.Text;

namespace Tapestry.Actors.Tests.Streams;

public sealed class EventChainVerifierTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Tamperings => ["payload", "name", "time", "stream", "hash", "relinked", "removed", "doubled", "swapped"];

    [Fact]
    public void Sound_chains_hold_also_when_interleaved()
    {
        var events = Chains();
        Assert.Null(EventChainVerifier.FindBreak(events));
        Assert.Null(EventChainVerifier.FindBreak([]));
        var verifier = new EventChainVerifier();
        Assert.All(events, recorded => Assert.Null(verifier.Check(recorded)));
        Assert.Equal(["a/1", "b/1"], verifier.Heads.Keys.Order());
        Assert.Equal(new StreamHead(5, events[^1].Hash), verifier.Heads["b/1"]);
    }

    [Theory]
    [MemberData(nameof(Tamperings))]
    public void Every_tampering_is_found_at_its_event(string tampering)
    {
        for (var at = 0; at < 8; at++)
        {
            var events = Chains();
            var expected = Tamper(events, at, tampering);
            var found = EventChainVerifier.FindBreak(events);
            Assert.NotNull(found);
            Assert.Same(expected, found.Event);
            Assert.Contains(found.Event.Stream, found.ToString(), StringComparison.Ordinal);
        }
    }

    private static RecordedEvent Tamper(List<RecordedEvent> events, int at, string tampering)
    {
        var next = at + 2; // The next event of the same stream.
        switch (tampering)
        {
            case "removed":
                events.RemoveAt(at);
                return events[next - 1];
            case "doubled":
                events.Insert(at + 1, events[at] with { Position = 99 });
                return events[at + 1];
            case "swapped":
                (events[at], events[next]) = (events[next], events[at]);
                return events[at];
            case "relinked":
                // A forger recomputes the hash of what he changed, so that only the next event gives him away.
                var forged = events[at] with { Payload = "{}"u8.ToArray() };
                events[at] = forged with { Hash = Hash(forged) };
                return events[next];
            default:
                events[at] = tampering switch
                {
                    "payload" => events[at] with { Payload = "{}"u8.ToArray() },
                    "name" => events[at] with { Name = "x.forged" },
                    "time" => events[at] with { RecordedAt = events[at].RecordedAt.AddMicroseconds(1) },
                    "stream" => events[at] with { Stream = "a/forged" },
                    _ => events[at] with { Hash = new byte[EventHash.SizeBytes] },
                };
                return events[at];
        }
    }

    private static List<RecordedEvent> Chains()
    {
        var heads = new Dictionary<string, StreamHead> { ["a/1"] = StreamHead.Empty, ["b/1"] = StreamHead.Empty };
        var events = new List<RecordedEvent>();
        for (var position = 1; position <= 10; position++)
        {
            var stream = position % 2 == 1 ? "a/1" : "b/1";
            var head = heads[stream];
            var added = new RecordedEvent(
                position, stream, head.Sequence + 1, "x.happened", Start.AddSeconds(position),
                Encoding.UTF8.GetBytes($$"""{"n":{{position}}}"""), head.Hash, default);
            added = added with { Hash = Hash(added) };
            heads[stream] = new StreamHead(added.Sequence, added.Hash);
            events.Add(added);
        }

        return events;
    }

    private static byte[] Hash(RecordedEvent recorded) => EventHash.Compute(
        recorded.PreviousHash.Span, recorded.Stream, recorded.Sequence, recorded.Name, recorded.RecordedAt,
        recorded.Payload.Span);
}
