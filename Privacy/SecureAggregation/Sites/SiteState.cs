using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Protocol;

namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>All that a site knows of a handshake. Secrets are null before they exist and after their last use.</summary>
internal sealed record SiteState
{
    public required SecureRoundParameters Parameters { get; init; }

    public required MessageBinding Binding { get; init; }

    public required int Self { get; init; }

    public required SitePhase Phase { get; init; }

    /// <summary>True from the commitment of the input on, for ever.</summary>
    public bool Contributed { get; init; }

    public byte[]? SharingKey { get; init; }

    public byte[]? MaskingKey { get; init; }

    public byte[]? SelfSeed { get; init; }

    public byte[]? GraphNonce { get; init; }

    public required Advertisement OwnAdvertisement { get; init; }

    public IReadOnlyDictionary<int, Advertisement> Advertisements { get; init; } = new Dictionary<int, Advertisement>();

    /// <summary>Hash of all advertisements; with a sparse graph, of all nonces too once they are known.</summary>
    public Hash256 Transcript { get; init; }

    public MemberSet Sharers { get; init; } = MemberSet.Empty;

    public MemberSet Survivors { get; init; } = MemberSet.Empty;

    public IReadOnlyList<HeldShares> Held { get; init; } = [];

    /// <summary>The last message, for as long as it may have to be sent again.</summary>
    public byte[]? Outbox { get; init; }

    public bool IsSparse => Parameters.Graph.Degree < Parameters.Members.Count - 1;

    public KeyContext Context => new(Binding, Transcript);

    public Hash256 View => RoundTranscript.View(Binding, Transcript, Sharers);

    public Hash256 Agreement(MemberSet survivors) => RoundTranscript.Agreement(Binding, View, survivors);

    /// <summary>The graph; with a sparse one, only after <see cref="SitePhase.NonceRevealed"/>.</summary>
    public MaskingGraph Graph() => IsSparse
        ? MaskingGraph.Circulant(Parameters.Members.Count, Parameters.Graph.Degree, Transcript)
        : MaskingGraph.Complete(Parameters.Members.Count);

    /// <summary>Erases the secrets that the next state no longer has.</summary>
    public void EraseUnless(SiteState? next)
    {
        Erase(SharingKey, next?.SharingKey);
        Erase(MaskingKey, next?.MaskingKey);
        Erase(SelfSeed, next?.SelfSeed);
        Erase(GraphNonce, next?.GraphNonce);
        if (!ReferenceEquals(Held, next?.Held))
        {
            foreach (var shares in Held)
            {
                shares.Erase();
            }
        }
    }

    private static void Erase(byte[]? secret, byte[]? kept)
    {
        if (!ReferenceEquals(secret, kept))
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
