using Tapestry.Actors;
using Tapestry.Faults.Tests.Regions;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Faults.Tests.Records;

/// <summary>The checker passes a sound record and names every planted violation.</summary>
[Collection(SharesReference.Name)]
public sealed class RegionInvariantsTests(ReferenceRun reference) : IAsyncLifetime
{
    private RegionRecord sound = null!;
    private string digest = null!;

    public async Task InitializeAsync()
    {
        digest = await reference.DigestAsync(isSecure: false);
        sound = await RegionRecord.ReadEmbeddedAsync(Path.Combine(reference.PlainFolder, "region"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void A_sound_record_passes() => Assert.Empty(RegionInvariants.Violations(sound, digest));

    [Fact]
    public void A_changed_hash_is_caught() => AssertCaught("the Shared Base is", sound with { BaseDigest = new string('0', 64) });

    [Fact]
    public void A_contribution_that_was_received_twice_is_caught() => AssertCaught(
        "was received 2 times", Repeated("contribution-received", isAtEnd: false));

    [Fact]
    public void A_site_that_is_credited_twice_is_caught() => AssertCaught(
        "is credited 2 times", Repeated("contribution-counted", isAtEnd: true));

    [Fact]
    public void A_site_that_is_merged_twice_is_caught()
    {
        var first = sound.Rounds[0];
        var paper = first.Certificate!;
        var doubled = paper with { Merged = [.. paper.Merged, paper.Merged[0]] };
        AssertCaught("counts 2 times", sound with { Rounds = [first with { Certificate = doubled }, .. sound.Rounds.Skip(1)] });
    }

    [Fact]
    public void A_frame_that_is_not_on_record_is_caught()
    {
        var first = sound.Rounds[0];
        var paper = first.Certificate!;
        var member = paper.Merged[0];
        var other = member with
        {
            Contributions = member.Contributions.ToDictionary(
                frame => frame.Key, frame => frame.Value with { Digest = Sha256Digest.Of([1]) }),
        };
        var changed = paper with { Merged = [other, .. paper.Merged.Skip(1)] };
        AssertCaught("which is not on record", sound with { Rounds = [first with { Certificate = changed }, .. sound.Rounds.Skip(1)] });
    }

    [Fact]
    public void A_zombie_that_merges_again_is_caught() => AssertCaught(
        "shard-merged was written after its end", Repeated("shard-merged", isAtEnd: true));

    [Fact]
    public void A_zombie_that_certifies_again_is_caught() => AssertCaught("ended 2 times", Repeated("round-certified", isAtEnd: true));

    [Fact]
    public void An_event_that_was_taken_out_is_caught() => AssertCaught(
        "breaks its chain", sound with { Events = [.. sound.Events.Where(recorded => recorded.Name != "site-ready")] });

    [Fact]
    public void A_base_from_nowhere_is_caught() => AssertCaught(
        "is not that of its last certified round", sound with { Run = sound.Run with { Base = sound.Run.Definition.InitialBase } });

    private void AssertCaught(string violation, RegionRecord planted) => Assert.Contains(
        RegionInvariants.Violations(planted, digest), found => found.Contains(violation, StringComparison.Ordinal));

    /// <summary>The first event of that name once more, after itself or at its stream's end, in a chain that holds.</summary>
    private RegionRecord Repeated(string name, bool isAtEnd)
    {
        var events = sound.Events.ToList();
        var first = events.FindIndex(recorded => recorded.Name == name);
        var at = isAtEnd ? events.FindLastIndex(recorded => recorded.Stream == events[first].Stream) : first;
        events.Insert(at + 1, events[first]);
        return sound with { Events = Chained(events) };
    }

    private static List<RecordedEvent> Chained(IEnumerable<RecordedEvent> events)
    {
        var heads = new Dictionary<string, (long Sequence, byte[] Hash)>();
        return [.. events.Select(recorded =>
        {
            var (sequence, previous) = heads.GetValueOrDefault(recorded.Stream, (0, new byte[EventHash.SizeBytes]));
            var hash = EventHash.Compute(
                previous, recorded.Stream, sequence + 1, recorded.Name, recorded.RecordedAt, recorded.Payload.Span);
            heads[recorded.Stream] = (sequence + 1, hash);
            return recorded with { Sequence = sequence + 1, PreviousHash = previous, Hash = hash };
        })];
    }
}
