using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Sites.Transitions;

namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>What a transition of the site needs besides its state and the message.</summary>
internal sealed class SiteContext(SiteEnvironment environment) : IDisposable
{
    private readonly Dictionary<int, byte[]> _agreed = [];
    private ECDiffieHellman? _sharingKey;

    public SitePolicy Policy => environment.Policy;

    public IRandomBytes Random => environment.Random;

    /// <summary>Secret shared with a peer for shares either way; kept until <see cref="Dispose"/>.</summary>
    /// <exception cref="SiteRefusalException">The peer's key is not on the curve.</exception>
    public byte[] Agree(SiteState state, int peer)
    {
        if (!_agreed.TryGetValue(peer, out var secret))
        {
            _sharingKey ??= AgreementKey.Import(state.SharingKey!);
            secret = PeerAgreement.With(_sharingKey, peer, state.Advertisements[peer].SharingKey);
            _agreed.Add(peer, secret);
        }

        return secret;
    }

    /// <summary>Signs a message of the site.</summary>
    public byte[] Seal(SiteState state, MessageKind kind, int receiver, byte[] body) =>
        Envelope.FromSite(kind, state.Binding, state.Self, receiver, body, environment.Signer);

    /// <summary>Checks messages of members that the region forwards: each once, of this handshake, signed.</summary>
    /// <exception cref="SiteRefusalException">One of them is not.</exception>
    public void ThrowUnlessSigned(SiteState state, MessageKind kind, IReadOnlyList<Envelope> messages)
    {
        var senders = new HashSet<int>();
        foreach (var message in messages)
        {
            var name = $"the {kind} of member {message.Sender}";
            ThrowUnlessBound(state, message);
            SiteRefusalException.ThrowUnless(
                message.Kind == kind && message.Receiver == Party.Everyone && message.Sender < state.Parameters.Members.Count,
                SiteRefusalReason.Malformed,
                $"a list of {kind} holds a {message.Kind} from {message.Sender} to {message.Receiver}.");
            SiteRefusalException.ThrowUnless(senders.Add(message.Sender), SiteRefusalReason.Malformed, $"{name} stands twice.");
            SiteRefusalException.ThrowUnless(
                message.IsSignedBy(state.Parameters.Members[message.Sender].IdentityKey, environment.Verifier),
                SiteRefusalReason.BadSignature,
                $"{name} is not signed by '{state.Parameters.Members[message.Sender].Site}'.");
        }
    }

    public static void ThrowUnlessBound(SiteState state, Envelope message)
    {
        var difference = state.Binding.DifferenceFrom(message.Binding);
        SiteRefusalException.ThrowUnless(
            difference is null,
            difference == "base hash" ? SiteRefusalReason.DifferentBase : SiteRefusalReason.CrossBound,
            $"a {message.Kind} is bound to another {difference}.");
    }

    /// <summary>Erases the secrets shared with peers.</summary>
    public void Dispose()
    {
        foreach (var secret in _agreed.Values)
        {
            CryptographicOperations.ZeroMemory(secret);
        }

        _agreed.Clear();
        _sharingKey?.Dispose();
        _sharingKey = null;
    }
}
