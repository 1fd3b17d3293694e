using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Verification;

namespace Tapestry.Silo.Tests.Verification;

public sealed class RoundVerifierTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_honest_merge_is_equal(bool secure)
    {
        await using var round = await CertifiedRound.StartAsync(secure);
        var evidence = await round.EvidenceAsync();

        Assert.Equal(
            new RoundVerdict(evidence.Certificate.Round, evidence.Certificate.Outputs.Count, null), await round.VerifyAsync(evidence));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cheating_merge_is_caught_and_its_first_shard_named(bool secure)
    {
        await using var round = await CertifiedRound.StartAsync(secure);
        var honest = await round.EvidenceAsync();
        var last = honest.Certificate.Outputs[^1];
        var values = await round.Fixture.ReadAsync(last.Parameters);
        values[0] += 1e-6f;
        var planted = last with { Parameters = await round.Fixture.PutAsync(values) };
        ShardVersion[] outputs = [.. honest.Certificate.Outputs.SkipLast(1), planted];

        var verdict = await round.VerifyAsync(round.Certify(
            honest.Ticket, honest.Certificate with { Outputs = outputs, BaseAfter = new BaseManifest(outputs).Digest() }));

        Assert.Equal(
            new ShardDifference(last.Index, "parameters", planted.Parameters, last.Parameters), verdict.Difference);
    }

    [Fact]
    public async Task Another_optimizer_state_is_caught()
    {
        await using var round = await CertifiedRound.StartAsync(secure: false);
        var honest = await round.EvidenceAsync();
        var planted = honest.Certificate.Outputs[0].Parameters;

        var verdict = await round.VerifyAsync(round.Certify(honest.Ticket, honest.Certificate with
        {
            OptimizerStatesAfter = [planted, .. honest.Certificate.OptimizerStatesAfter.Skip(1)],
        }));

        Assert.Equal((0, "optimizer state", planted), (verdict.Difference!.Shard, verdict.Difference.What, verdict.Difference.Certified));
    }

    [Fact]
    public async Task A_certificate_that_the_region_did_not_sign_is_refused()
    {
        await using var round = await CertifiedRound.StartAsync(secure: false);
        var honest = await round.EvidenceAsync();

        await RefusedAsync(
            "not signed", round, honest with { Certificate = honest.Certificate with { PolicyVersion = honest.Certificate.PolicyVersion + 1 } });
    }

    [Fact]
    public async Task A_certificate_that_contradicts_its_ticket_is_refused()
    {
        await using var round = await CertifiedRound.StartAsync(secure: false);
        var honest = await round.EvidenceAsync();
        var other = Sha256Digest.Of([1]);

        await RefusedAsync("base before", round, round.Certify(honest.Ticket, honest.Certificate with { BaseBefore = other }));
        await RefusedAsync("base after", round, round.Certify(honest.Ticket, honest.Certificate with { BaseAfter = other }));
        await RefusedAsync("ticket", round, round.Certify(honest.Ticket with { DataSeed = honest.Ticket.DataSeed + 1 }, honest.Certificate));
        await RefusedAsync("quorum", round, round.Certify(honest.Ticket, honest.Certificate with { Merged = [honest.Certificate.Merged[0]] }));
    }

    [Fact]
    public async Task Inputs_that_a_member_did_not_sign_are_refused()
    {
        await using var round = await CertifiedRound.StartAsync(secure: true);
        var honest = await round.EvidenceAsync();
        var (first, second) = (honest.Certificate.Merged[0], honest.Certificate.Merged[1]);
        var swapped = first with { Contributions = second.Contributions };

        await RefusedAsync("signed other masked shards", round, round.Certify(
            honest.Ticket, honest.Certificate with { Merged = [swapped, .. honest.Certificate.Merged.Skip(1)] }));
    }

    [Fact]
    public async Task Members_left_out_of_a_secure_sum_are_noticed()
    {
        await using var round = await CertifiedRound.StartAsync(secure: true);
        var honest = await round.EvidenceAsync();

        await RefusedAsync("other members", round, round.Certify(
            honest.Ticket, honest.Certificate with { Merged = [.. honest.Certificate.Merged.Skip(1)] }));
    }

    [Fact]
    public async Task A_blob_that_is_gone_is_named()
    {
        await using var round = await CertifiedRound.StartAsync(secure: false);
        var evidence = await round.EvidenceAsync();
        var frame = evidence.Certificate.Merged[0].Contributions[0].Digest;
        await round.Fixture.Region.Blobs.DeleteAsync(frame, default);

        Assert.Equal(frame, (await Assert.ThrowsAsync<MissingBlobException>(() => round.VerifyAsync(evidence))).Blob);
    }

    private static async Task RefusedAsync(string why, CertifiedRound round, RoundEvidence evidence) => Assert.Contains(
        why, (await Assert.ThrowsAsync<EvidenceMismatchException>(() => round.VerifyAsync(evidence))).Message, StringComparison.Ordinal);
}
