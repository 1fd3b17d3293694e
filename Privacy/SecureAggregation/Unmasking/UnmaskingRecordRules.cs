using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Protocol;
using Tapestry.Privacy.SecureAggregation.Regions;

namespace Tapestry.Privacy.SecureAggregation.Unmasking;

/// <summary>What makes a record true: everything in it follows from what members of the cohort signed.</summary>
internal static class UnmaskingRecordRules
{
    public static void ThrowUnlessValid(UnmaskingRecord record, SignatureVerifier verifier)
    {
        try
        {
            ThrowUnlessSigned(record, verifier);
            ThrowUnlessCommitted(record);
            var transcript = record.Transcript();
            ThrowUnlessAgreed(record, transcript);
            ThrowUnlessRevealed(record, record.Graph(transcript));
        }
        catch (WireFormatException error)
        {
            throw new UnmaskingRecordException(error.Message);
        }
    }

    private static void ThrowUnlessSigned(UnmaskingRecord record, SignatureVerifier verifier)
    {
        foreach (var message in record.Messages)
        {
            var name = $"the {message.Kind} of member {message.Sender}";
            UnmaskingRecordException.ThrowUnless(
                record.Binding.DifferenceFrom(message.Binding) is null && message.Sender < record.Parameters.Members.Count,
                $"{name} belongs to another round.");
            UnmaskingRecordException.ThrowUnless(
                UnmaskingRecord.Kinds.Contains(message.Kind) && message.Receiver == RegionSteps.ReceiverOf(message.Kind),
                $"{name} has no place in it, or was meant for {message.Receiver}.");
            UnmaskingRecordException.ThrowUnless(
                message.IsSignedBy(record.Parameters.Members[message.Sender].IdentityKey, verifier),
                $"{name} is not signed by it.");
        }
    }

    private static void ThrowUnlessCommitted(UnmaskingRecord record)
    {
        var advertisements = record.Advertisements();
        UnmaskingRecordException.ThrowUnless(
            record.Sharers.All(advertisements.ContainsKey), "a member dealt shares that advertised no keys.");
        if (record.IsSparse)
        {
            var nonces = record.Of(MessageKind.NonceReveal)
                .ToDictionary(message => message.Sender, message => message.Content(body => NonceReveal.Decode(body)).Nonce);
            UnmaskingRecordException.ThrowUnless(
                nonces.Keys.SequenceEqual(advertisements.Keys)
                    && nonces.All(entry =>
                        Commitment.ToNonce(record.Binding, entry.Key, entry.Value) == advertisements[entry.Key].NonceCommitment),
                "the graph's seed is not the one that the members committed to.");
        }

        foreach (var (member, seed) in record.Secrets.Seeds)
        {
            UnmaskingRecordException.ThrowUnless(
                advertisements.TryGetValue(member, out var own)
                    && Commitment.ToSeed(record.Binding, member, seed) == own.SeedCommitment,
                $"the seed of member {member} is not the one that it committed to.");
        }

        foreach (var (member, key) in record.Secrets.Keys)
        {
            UnmaskingRecordException.ThrowUnless(
                advertisements.TryGetValue(member, out var own)
                    && AgreementKey.IsScalar(key)
                    && AgreementKey.PublicOf(key) == own.MaskingKey,
                $"the masking key of member {member} is not the one that it advertised.");
        }
    }

    private static void ThrowUnlessAgreed(UnmaskingRecord record, Hash256 transcript)
    {
        var threshold = record.Parameters.Threshold;
        var view = RoundTranscript.View(record.Binding, transcript, record.Sharers);
        var agreement = RoundTranscript.Agreement(record.Binding, view, record.Survivors);
        UnmaskingRecordException.ThrowUnless(
            record.Survivors.Count >= threshold && record.Survivors.IsSubsetOf(record.Sharers),
            $"{record.Survivors.Count} survivors, who all must have dealt shares, are no quorum of {threshold}.");
        UnmaskingRecordException.ThrowUnless(
            record.Of(MessageKind.MaskedInput).All(message => message.Content(body => MaskedInput.Decode(body)) is var input
                && input.View == view && input.Digests.Count == record.Parameters.MaskedShards.Count),
            "a survivor contributed to another handshake, or another number of shards.");
        var signatures = record.Of(MessageKind.SurvivorSignature).ToList();
        UnmaskingRecordException.ThrowUnless(
            signatures.TrueForAll(message => record.Survivors.Contains(message.Sender)
                && SurvivorSignature.Decode(message.Body).Agreement == agreement),
            "a signature is under another survivor set.");
        UnmaskingRecordException.ThrowUnless(
            signatures.Count >= threshold, $"{signatures.Count} members signed the survivor set, {threshold} must.");
    }

    private static void ThrowUnlessRevealed(UnmaskingRecord record, MaskingGraph graph)
    {
        UnmaskingRecordException.ThrowUnless(
            record.Secrets.Seeds.Keys.SequenceEqual(record.Survivors), "the seeds are not those of the survivors.");
        var dropouts = MaskSchedule.Removal(record.Survivors, record.Sharers, graph).Select(term => term.Member).Distinct();
        UnmaskingRecordException.ThrowUnless(
            record.Secrets.Keys.Keys.SequenceEqual(dropouts),
            "the masking keys are not those of the dropouts that survivors masked with.");
    }
}
