using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.SecureAggregation.Sites;
using Tapestry.Privacy.Tests.SecureAggregation.Support;

namespace Tapestry.Privacy.Tests.SecureAggregation;

public sealed class RestartTests
{
    [Fact]
    public void Restarts_of_all_before_and_after_every_message_change_nothing()
    {
        var steady = TestRound.Begin(TestParameters.For(4));
        steady.PlayOut(_ => RegionPhase.Abandoned);
        var shaken = TestRound.Begin(TestParameters.For(4));
        while (shaken.Region.Phase < RegionPhase.Unmasked)
        {
            foreach (var member in shaken.Region.Awaited)
            {
                shaken.Sites[member].Restart();
                shaken.Answer(member);
                shaken.Sites[member].Restart();
                shaken.Region = RegionSession.Restore(shaken.Region.Save());
                shaken.Exchange(member);
                shaken.Region = RegionSession.Restore(shaken.Region.Save());
            }
        }

        shaken.AssertExact();
        Assert.Equal(steady.Sums(), shaken.Sums());
        Assert.Equal(steady.Sites[0].Masked, shaken.Sites[0].Masked);
    }

    [Fact]
    public void After_a_restart_the_outbox_holds_the_very_bytes_of_the_lost_message()
    {
        var round = TestRound.Begin(TestParameters.For(4));
        while (round.Region.Phase < RegionPhase.Unmasked)
        {
            foreach (var member in round.Region.Awaited)
            {
                var answer = round.Answer(member);
                round.Sites[member].Restart();
                Assert.Equal(answer, round.Sites[member].Session.Outbox);
            }

            round.Play(_ => true);
        }
    }

    [Fact]
    public void A_state_that_is_saved_restores_to_the_same_bytes()
    {
        var round = TestRound.Begin(TestParameters.For(4));
        while (round.Region.Phase < RegionPhase.Unmasked)
        {
            round.Play(_ => true);
            Assert.Equal(round.Region.Save(), RegionSession.Restore(round.Region.Save()).Save());
            Assert.All(
                round.Sites, site => Assert.Equal(site.Disk, SiteSession.Restore(site.Environment, site.Disk).Save()));
        }
    }

    [Fact]
    public void A_restart_after_the_input_left_cannot_mask_another_input()
    {
        var round = TestRound.Begin(TestParameters.For(4));
        round.Play(_ => true);
        round.Play(_ => true);
        round.Answer(0);
        round.Sites[0].Restart();
        var session = round.Sites[0].Session;

        var masks = Assert.Throws<SiteRefusalException>(() => session.MasksFor(0));
        var commit = Assert.Throws<SiteRefusalException>(() => session.CommitInput([default, default, default]));

        Assert.Equal(SiteRefusalReason.AlreadyContributed, masks.Reason);
        Assert.Equal(SiteRefusalReason.AlreadyContributed, commit.Reason);
    }

    [Fact]
    public void A_damaged_state_is_refused()
    {
        var round = TestRound.Begin(TestParameters.For(3));
        var state = round.Sites[0].Disk;
        for (var at = 0; at < state.Length; at += 13)
        {
            var damaged = state.ToArray();
            damaged[at] ^= 1;
            Assert.Throws<SiteRefusalException>(() => SiteSession.Restore(round.Sites[0].Environment, damaged));
        }
    }

    [Fact]
    public void Secrets_leave_the_state_after_their_last_use()
    {
        var round = TestRound.Begin(TestParameters.For(3));
        var secrets = Secrets(3);
        Assert.All(secrets, secret => Assert.True(Holds(round.Sites[0].Disk, secret)));

        round.Play(_ => true);
        round.Play(_ => true);
        round.Play(_ => true);
        Assert.All(secrets, secret => Assert.False(Holds(round.Sites[0].Disk, secret)));
        var state = round.Sites[0].Disk;

        round.PlayOut(_ => RegionPhase.Abandoned);

        var shares = UnmaskShares.Decode(Envelope.Open(round.Sites[1].Sent[^1]).Body, 3).Shares;
        Assert.True(Holds(round.Sites[1].Disk, shares[0].Value));
        Assert.True(round.Sites[0].Disk.Length < state.Length);
    }

    [Fact]
    public void Whoever_leaves_keeps_no_secret_and_remembers_that_its_input_left()
    {
        var round = TestRound.Begin(TestParameters.For(3));
        round.Play(_ => true);
        round.Play(_ => true);
        round.Answer(0);

        var step = round.Sites[0].Session.Abandon();

        Assert.Null(step.Message);
        Assert.All(Secrets(3), secret => Assert.False(Holds(step.State, secret)));
        var refusal = Assert.Throws<SiteRefusalException>(
            () => TestSite.Begin(TestParameters.For(3, attempt: 2), 0, 2, round.Verifier, step.State));
        Assert.Equal(SiteRefusalReason.AlreadyContributed, refusal.Reason);
    }

    // Site 0 draws, in this order: two scalars, the seed, the nonce; the nonce goes first and is not needed here.
    private static byte[][] Secrets(int count)
    {
        var random = new SeededBytes(4096);
        var scalars = new[] { AgreementKey.Draw(random), AgreementKey.Draw(random) };
        var seed = new byte[32];
        random.Fill(seed);
        return [.. scalars.Append(seed).Take(count)];
    }

    private static bool Holds(byte[] state, byte[] secret) => state.AsSpan().IndexOf(secret) >= 0;
}
