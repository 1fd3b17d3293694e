using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Protocol;

namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>Checks a round's parameters against what the site asks and expects, then draws its secrets.</summary>
internal static class SiteOpening
{
    private const int SeedBytes = 32;

    public static SiteState Open(
        SiteEnvironment environment, SecureRoundParameters parameters, RoundExpectation expected, SiteState? earlier)
    {
        ThrowUnlessExpected(parameters, expected);
        ThrowUnlessPinned(environment, parameters);
        ThrowUnlessNewer(parameters, earlier);
        return Advertise(environment, parameters);
    }

    private static void ThrowUnlessExpected(SecureRoundParameters parameters, RoundExpectation expected)
    {
        SiteRefusalException.ThrowUnless(
            parameters.Run == expected.Run && parameters.Round == expected.Round,
            SiteRefusalReason.CrossBound,
            $"the parameters are of round {parameters.Run}/{parameters.Round}, the site trained for {expected.Run}/{expected.Round}.");
        SiteRefusalException.ThrowUnless(
            parameters.PolicyVersion == expected.PolicyVersion,
            SiteRefusalReason.CrossBound,
            $"policy version {parameters.PolicyVersion} is in force, the site accepted {expected.PolicyVersion}.");
        SiteRefusalException.ThrowUnless(
            parameters.BaseHash == expected.BaseHash,
            SiteRefusalReason.DifferentBase,
            $"the base is {parameters.BaseHash}, the site trained from {expected.BaseHash}.");
    }

    private static void ThrowUnlessPinned(SiteEnvironment environment, SecureRoundParameters parameters)
    {
        var policy = environment.Policy;
        SiteRefusalException.ThrowUnless(
            parameters.Members.Count >= policy.MinimumCohort,
            SiteRefusalReason.CohortTooSmall,
            $"the cohort has {parameters.Members.Count} members, the site asks for {policy.MinimumCohort}.");
        SiteRefusalException.ThrowUnless(
            parameters.Graph.CorruptionPerMille >= policy.LeastCorruptionPerMille
                || parameters.Graph.Degree == parameters.Members.Count - 1,
            SiteRefusalReason.WeakGraph,
            $"the graph withstands {parameters.Graph.CorruptionPerMille} colluding members in 1000, the site asks for {policy.LeastCorruptionPerMille}.");
        foreach (var member in parameters.Members)
        {
            SiteRefusalException.ThrowUnless(
                policy.PinnedRoster.TryGetValue(member.Site, out var pinned) && pinned == member.IdentityKey,
                SiteRefusalReason.NotOnPinnedRoster,
                $"the site pinned no member '{member.Site}' with the key {member.IdentityKey}; check the consortium's roster.");
        }

        var self = parameters.IndexOf(environment.Site);
        SiteRefusalException.ThrowUnless(
            self >= 0 && parameters.Members[self].IdentityKey == environment.Signer.PublicKey,
            SiteRefusalReason.SelfMissing,
            $"the cohort does not hold '{environment.Site}' with its own key.");
    }

    private static void ThrowUnlessNewer(SecureRoundParameters parameters, SiteState? earlier)
    {
        if (earlier is null)
        {
            return;
        }

        var before = earlier.Parameters;
        SiteRefusalException.ThrowUnless(
            before.Run == parameters.Run && before.Round == parameters.Round,
            SiteRefusalReason.CrossBound,
            $"the earlier state is of round {before.Run}/{before.Round}, the parameters of {parameters.Run}/{parameters.Round}.");
        SiteRefusalException.ThrowUnless(
            !earlier.Contributed,
            SiteRefusalReason.AlreadyContributed,
            $"the site's input for round {before.Run}/{before.Round} left in attempt {before.Attempt}; it contributes once a round.");
        SiteRefusalException.ThrowUnless(
            parameters.Attempt > before.Attempt,
            SiteRefusalReason.AttemptNotNewer,
            $"attempt {parameters.Attempt} follows attempt {before.Attempt}.");
    }

    private static SiteState Advertise(SiteEnvironment environment, SecureRoundParameters parameters)
    {
        var binding = MessageBinding.Of(parameters);
        var self = parameters.IndexOf(environment.Site);
        var (sharing, masking) = (AgreementKey.Draw(environment.Random), AgreementKey.Draw(environment.Random));
        var (seed, nonce) = (Draw(environment.Random), Draw(environment.Random));
        var advertisement = new Advertisement
        {
            SharingKey = AgreementKey.PublicOf(sharing),
            MaskingKey = AgreementKey.PublicOf(masking),
            SeedCommitment = Commitment.ToSeed(binding, self, seed),
            NonceCommitment = Commitment.ToNonce(binding, self, nonce),
        };
        return new SiteState
        {
            Parameters = parameters,
            Binding = binding,
            Self = self,
            Phase = SitePhase.Advertised,
            SharingKey = sharing,
            MaskingKey = masking,
            SelfSeed = seed,
            GraphNonce = nonce,
            OwnAdvertisement = advertisement,
            Outbox = Envelope.FromSite(
                MessageKind.Advertisement, binding, self, Party.Everyone, advertisement.Encode(), environment.Signer),
        };
    }

    private static byte[] Draw(IRandomBytes random)
    {
        var bytes = new byte[SeedBytes];
        random.Fill(bytes);
        return bytes;
    }
}
