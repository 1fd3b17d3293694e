using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Protocol;

namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>All that a region knows of a handshake: what arrived, and where each step was closed. No secrets before the end.</summary>
internal sealed class RegionState
{
    private readonly SortedDictionary<MessageKind, SortedDictionary<int, Envelope>> _arrived = [];

    public RegionState(SecureRoundParameters parameters) =>
        (Parameters, Binding) = (parameters, MessageBinding.Of(parameters));

    public SecureRoundParameters Parameters { get; }

    public MessageBinding Binding { get; }

    public RegionPhase Phase { get; set; } = RegionPhase.Advertising;

    public AbandonReason AbandonReason { get; set; }

    /// <summary>Members at fault for the abandonment.</summary>
    public MemberSet Blamed { get; set; } = MemberSet.Empty;

    public MemberSet Advertised { get; set; } = MemberSet.Empty;

    public MemberSet Sharers { get; set; } = MemberSet.Empty;

    public MemberSet Survivors { get; set; } = MemberSet.Empty;

    /// <summary>Hash of all advertisements; known when they are closed.</summary>
    public Hash256 AdvertisementHash { get; set; }

    /// <summary>What salts every key: the hash of the advertisements or, with a sparse graph, of the nonces too.</summary>
    public Hash256 Transcript { get; set; }

    public bool IsSparse => Parameters.Graph.Degree < Parameters.Members.Count - 1;

    public KeyContext Context => new(Binding, Transcript);

    public Hash256 View => RoundTranscript.View(Binding, Transcript, Sharers);

    public Hash256 Agreement => RoundTranscript.Agreement(Binding, View, Survivors);

    public MaskingGraph Graph() => IsSparse
        ? MaskingGraph.Circulant(Parameters.Members.Count, Parameters.Graph.Degree, Transcript)
        : MaskingGraph.Complete(Parameters.Members.Count);

    /// <summary>Messages of a kind, by sender, ascending.</summary>
    public SortedDictionary<int, Envelope> Arrived(MessageKind kind)
    {
        if (!_arrived.TryGetValue(kind, out var messages))
        {
            _arrived.Add(kind, messages = []);
        }

        return messages;
    }

    public MemberSet Senders(MessageKind kind) => new(Arrived(kind).Keys);

    public SortedDictionary<int, Advertisement> Advertisements() => new(
        Arrived(MessageKind.Advertisement).ToDictionary(
            entry => entry.Key, entry => entry.Value.Content(body => Advertisement.Decode(body))));

    public EncryptedShares Dealt(int dealer) =>
        Arrived(MessageKind.EncryptedShares)[dealer].Content(body => EncryptedShares.Decode(body, Parameters.Members.Count));

    public UnmaskShares Revealed(int holder) =>
        Arrived(MessageKind.UnmaskShares)[holder].Content(body => UnmaskShares.Decode(body, Parameters.Members.Count));
}
