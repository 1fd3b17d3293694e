using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.SecureAggregation.Sites.Transitions;

/// <summary>ECDH with a member, whose key may be no point of the curve.</summary>
internal static class PeerAgreement
{
    /// <exception cref="SiteRefusalException">The member's key is not on the curve.</exception>
    public static byte[] With(ECDiffieHellman own, int peer, P256Point key)
    {
        try
        {
            return AgreementKey.Agree(own, key);
        }
        catch (CryptographicException error)
        {
            throw new SiteRefusalException(
                SiteRefusalReason.Malformed, $"the key that member {peer} advertised is not on P-256.", error);
        }
    }
}
