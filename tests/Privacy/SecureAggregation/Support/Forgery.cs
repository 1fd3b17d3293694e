using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Parameters;

namespace Tapestry.Privacy.Tests.SecureAggregation.Support;

/// <summary>Messages that a hostile region or a hostile member could make.</summary>
internal static class Forgery
{
    public static byte[] FromRegion(SecureRoundParameters parameters, MessageKind kind, int receiver, byte[] body) =>
        Envelope.FromRegion(kind, MessageBinding.Of(parameters), receiver, body);

    public static byte[] FromMember(
        SecureRoundParameters parameters, MessageKind kind, int sender, int receiver, byte[] body, int? signer = null) =>
        Envelope.FromSite(kind, MessageBinding.Of(parameters), sender, receiver, body, Identities.Of(signer ?? sender));

    /// <summary>A signature that was made before.</summary>
    internal sealed class Replay(byte[] signature) : ISiteSigner
    {
        public P256Point PublicKey => default;

        public byte[] Sign(ReadOnlySpan<byte> data) => signature;
    }
}
