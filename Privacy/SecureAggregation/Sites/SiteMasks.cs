using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Protocol;
using Tapestry.Privacy.SecureAggregation.Sites.Transitions;
using Tapestry.Kernels.Masking;

namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>The masks of a site's input: one secret a neighbour, agreed once, and its own.</summary>
internal sealed class SiteMasks : IDisposable
{
    private readonly KeyContext _context;
    private readonly int _member;
    private readonly byte[] _seedKey;
    private readonly List<(PairwiseTerm Term, byte[] Key)> _pairs = [];

    public SiteMasks(SiteState state)
    {
        (_context, _member) = (state.Context, state.Self);
        _seedKey = MaskDerivation.Extract(_context, state.SelfSeed);
        PairwiseTerm[] terms = [.. MaskSchedule.Of(state.Self, state.Sharers, state.Graph())];
        var agreed = PeerAgreement.WithEach(
            state.MaskingKey!, [.. terms.Select(term => term.Peer)], peer => state.Advertisements[peer].MaskingKey);
        foreach (var (term, secret) in terms.Zip(agreed))
        {
            _pairs.Add((term, MaskDerivation.Extract(_context, secret)));
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Masks of one shard: every neighbour's, then the site's own.</summary>
    public MaskKey[] For(int shard) =>
    [
        .. _pairs.Select(pair => MaskDerivation.Pairwise(_context, pair.Key, pair.Term, shard)),
        MaskDerivation.Self(_context, _seedKey, _member, shard, MaskSign.Add),
    ];

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_seedKey);
        foreach (var (_, key) in _pairs)
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
