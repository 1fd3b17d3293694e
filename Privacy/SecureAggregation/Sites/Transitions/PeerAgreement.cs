using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.SecureAggregation.Sites.Transitions;

/// <summary>ECDH with members on all cores; the key of any of them may be no point of the curve.</summary>
internal static class PeerAgreement
{
    /// <summary>One secret a member, in their order; the caller erases them.</summary>
    /// <param name="scalar">The site's own key.</param>
    /// <param name="peers">The members.</param>
    /// <param name="keyOf">The key that a member advertised.</param>
    /// <exception cref="SiteRefusalException">A key is not on the curve; the first of such members is named.</exception>
    public static byte[][] WithEach(byte[] scalar, IReadOnlyList<int> peers, Func<int, P256Point> keyOf)
    {
        var (agreed, faults) = (new byte[peers.Count][], new CryptographicException?[peers.Count]);
        Parallel.For(0, peers.Count, () => AgreementKey.Import(scalar), (i, _, own) =>
        {
            try
            {
                agreed[i] = AgreementKey.Agree(own, keyOf(peers[i]));
            }
            catch (CryptographicException error)
            {
                faults[i] = error;
            }

            return own;
        }, own => own.Dispose());
        var first = Array.FindIndex(faults, fault => fault is not null);
        return first < 0 ? agreed : throw new SiteRefusalException(
            SiteRefusalReason.Malformed, $"the key that member {peers[first]} advertised is not on P-256.", faults[first]);
    }
}
