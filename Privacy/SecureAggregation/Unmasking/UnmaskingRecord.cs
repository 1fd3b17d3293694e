using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Protocol;
using Tapestry.Privacy.SecureAggregation.Regions;

namespace Tapestry.Privacy.SecureAggregation.Unmasking;

/// <summary>
/// What a finished handshake leaves for everybody: the parameters, what the members signed, and the revealed secrets.
/// With the masked inputs it determines the sum, so anybody can repeat and check the merge.
/// </summary>
public sealed class UnmaskingRecord
{
    /// <summary>Kinds of the messages that a record holds.</summary>
    internal static readonly MessageKind[] Kinds =
        [MessageKind.Advertisement, MessageKind.NonceReveal, MessageKind.MaskedInput, MessageKind.SurvivorSignature];

    internal UnmaskingRecord(
        SecureRoundParameters parameters, MemberSet sharers, IReadOnlyList<Envelope> messages, RecoveredSecrets secrets)
    {
        (Parameters, Sharers, Messages, Secrets) = (parameters, sharers, messages, secrets);
        Binding = MessageBinding.Of(parameters);
        Survivors = new MemberSet(Of(MessageKind.MaskedInput).Select(message => message.Sender));
    }

    /// <summary>Public parameters of the round.</summary>
    public SecureRoundParameters Parameters { get; }

    /// <summary>Members that dealt shares.</summary>
    public MemberSet Sharers { get; }

    /// <summary>Members whose inputs make up the sum.</summary>
    public MemberSet Survivors { get; }

    /// <summary>Self-mask seeds of the survivors and masking keys of the dropouts, 32 bytes each, by member.</summary>
    public IReadOnlyDictionary<int, byte[]> RevealedSecrets =>
        Secrets.Seeds.Concat(Secrets.Keys).ToDictionary(entry => entry.Key, entry => entry.Value);

    internal MessageBinding Binding { get; }

    internal IReadOnlyList<Envelope> Messages { get; }

    internal RecoveredSecrets Secrets { get; }

    internal bool IsSparse => Parameters.Graph.Degree < Parameters.Members.Count - 1;

    /// <summary>Reads a record; <see cref="ThrowUnlessValid"/> tells whether it is true.</summary>
    /// <exception cref="Errors.SecureAggregationException">The bytes are damaged or of another version.</exception>
    public static UnmaskingRecord Decode(ReadOnlySpan<byte> bytes) => UnmaskingRecordCodec.Decode(bytes);

    /// <summary>Canonical bytes, version 1.</summary>
    public byte[] Encode() => UnmaskingRecordCodec.Encode(this);

    /// <summary>Checks every signature, commitment and key against the parameters.</summary>
    /// <param name="verifier">Checks the signatures.</param>
    /// <exception cref="UnmaskingRecordException">Names the first thing that does not hold.</exception>
    public void ThrowUnlessValid(SignatureVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        UnmaskingRecordRules.ThrowUnlessValid(this, verifier);
    }

    /// <summary>SHA-256 of each masked shard of a survivor, as it signed it.</summary>
    /// <exception cref="InvalidOperationException">The member is no survivor.</exception>
    public IReadOnlyList<Hash256> InputDigests(int member) =>
        Of(MessageKind.MaskedInput).First(message => message.Sender == member).Content(body => MaskedInput.Decode(body)).Digests;

    /// <summary>Derives the masks that remain in the sum; costs an ECDH for each dropout and surviving neighbour.</summary>
    public RemovalMasks OpenMasks() => new(this);

    internal IEnumerable<Envelope> Of(MessageKind kind) => Messages.Where(message => message.Kind == kind);

    internal SortedDictionary<int, Advertisement> Advertisements() => new(Of(MessageKind.Advertisement).ToDictionary(
        message => message.Sender, message => message.Content(body => Advertisement.Decode(body))));

    internal Hash256 AdvertisementHash() => RoundTranscript.Advertisements(Binding, Advertisements());

    internal Hash256 Transcript() => IsSparse
        ? RoundTranscript.GraphSeed(
            Binding,
            AdvertisementHash(),
            Of(MessageKind.NonceReveal).ToDictionary(
                message => message.Sender, message => message.Content(body => NonceReveal.Decode(body)).Nonce))
        : AdvertisementHash();

    internal MaskingGraph Graph(Hash256 transcript) => IsSparse
        ? MaskingGraph.Circulant(Parameters.Members.Count, Parameters.Graph.Degree, transcript)
        : MaskingGraph.Complete(Parameters.Members.Count);

    internal static UnmaskingRecord Of(RegionState state, RecoveredSecrets secrets)
    {
        return new UnmaskingRecord(
            state.Parameters, state.Sharers, [.. Kinds.SelectMany(kind => state.Arrived(kind).Values)], secrets);
    }
}
