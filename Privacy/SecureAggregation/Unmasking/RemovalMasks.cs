using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Protocol;
using Tapestry.Kernels.Masking;

namespace Tapestry.Privacy.SecureAggregation.Unmasking;

/// <summary>
/// The masks that remain in the sum of the survivors' inputs, shard by shard: apply them to the packed sum, and the sum of
/// what the survivors put in is left.
/// </summary>
public sealed class RemovalMasks
{
    private readonly KeyContext _context;
    private readonly List<(int Member, byte[] Key)> _seeds;
    private readonly List<(PairwiseTerm Term, byte[] Key)> _pairs;

    internal RemovalMasks(UnmaskingRecord record)
    {
        var transcript = record.Transcript();
        _context = new KeyContext(record.Binding, transcript);
        _seeds = [.. record.Secrets.Seeds.Select(entry => (entry.Key, MaskDerivation.Extract(_context, entry.Value)))];
        var advertisements = record.Advertisements();
        var terms = MaskSchedule.Removal(record.Survivors, record.Sharers, record.Graph(transcript));
        using var peers = new AgreementPeers(
            terms.Select(term => term.Peer).Distinct().ToDictionary(peer => peer, peer => advertisements[peer].MaskingKey));
        _pairs =
        [
            .. terms.GroupBy(term => term.Member)
                .AsParallel()
                .AsOrdered()
                .SelectMany(dropout => Agree(record.Secrets.Keys[dropout.Key], dropout, peers)),
        ];
    }

    /// <summary>Masks for each shard: the more dropouts, the more.</summary>
    public int Count => _seeds.Count + _pairs.Count;

    /// <summary>Masks of one shard, signs included.</summary>
    /// <param name="shard">Index in <see cref="Parameters.SecureRoundParameters.MaskedShards"/>.</param>
    public MaskKey[] For(int shard) =>
    [
        .. _seeds.Select(seed => MaskDerivation.Self(_context, seed.Key, seed.Member, shard, MaskSign.Subtract)),
        .. _pairs.Select(pair => MaskDerivation.Pairwise(_context, pair.Key, pair.Term, shard)),
    ];

    private List<(PairwiseTerm Term, byte[] Key)> Agree(
        byte[] scalar, IEnumerable<PairwiseTerm> terms, AgreementPeers peers)
    {
        using var own = AgreementKey.Import(scalar);
        var pairs = new List<(PairwiseTerm, byte[])>();
        foreach (var term in terms)
        {
            var agreed = peers.Agree(own, term.Peer);
            pairs.Add((term, MaskDerivation.Extract(_context, agreed)));
            CryptographicOperations.ZeroMemory(agreed);
        }

        return pairs;
    }
}
