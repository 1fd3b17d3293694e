using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Sites.Transitions;

namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>What a transition of the site needs besides its state and the message.</summary>
internal sealed class SiteContext(SiteEnvironment environment) : IDisposable
{
    private readonly Dictionary<int, byte[]> _agreed = [];

    public SitePolicy Policy => environment.Policy;

    public IRandomBytes Random => environment.Random;

    /// <summary>Secrets shared with peers for shares either way, in their order; kept until <see cref="Dispose"/>.</summary>
    /// <exception cref="SiteRefusalException">A peer's key is not on the curve.</exception>
    public byte[][] Agree(SiteState state, IReadOnlyList<int> peers)
    {
        int[] missing = [.. peers.Where(peer => !_agreed.ContainsKey(peer))];
        if (missing.Length > 0)
        {
            var secrets = PeerAgreement.WithEach(state.SharingKey!, missing, peer => state.Advertisements[peer].SharingKey);
            foreach (var (peer, secret) in missing.Zip(secrets))
            {
                _agreed.Add(peer, secret);
            }
        }

        return [.. peers.Select(peer => _agreed[peer])];
    }

    /// <summary>Signs a message of the site.</summary>
    public byte[] Seal(SiteState state, MessageKind kind, int receiver, byte[] body) =>
        Envelope.FromSite(kind, state.Binding, state.Self, receiver, body, environment.Signer);

    /// <summary>Checks messages of members that the region forwards: each once, of this handshake, signed.</summary>
    /// <exception cref="SiteRefusalException">One of them is not.</exception>
    public void ThrowUnlessSigned(SiteState state, MessageKind kind, IReadOnlyList<Envelope> messages)
    {
        var senders = new HashSet<int>();
        var signed = Envelope.AreSigned(messages, message => KeyOf(state, message), environment.Verifier);
        foreach (var (message, isSigned) in messages.Zip(signed))
        {
            var name = $"the {kind} of member {message.Sender}";
            ThrowUnlessBound(state, message);
            SiteRefusalException.ThrowUnless(
                message.Kind == kind && message.Receiver == Party.Everyone && message.Sender < state.Parameters.Members.Count,
                SiteRefusalReason.Malformed,
                $"a list of {kind} holds a {message.Kind} from {message.Sender} to {message.Receiver}.");
            SiteRefusalException.ThrowUnless(senders.Add(message.Sender), SiteRefusalReason.Malformed, $"{name} stands twice.");
            SiteRefusalException.ThrowUnless(
                isSigned,
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
    }

    /// <summary>The key of a roster's member; null for a sender that is none.</summary>
    private static P256Point? KeyOf(SiteState state, Envelope message) =>
        message.Sender < state.Parameters.Members.Count ? state.Parameters.Members[message.Sender].IdentityKey : null;
}
