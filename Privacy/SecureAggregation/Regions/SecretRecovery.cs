using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Protocol;
using Tapestry.Privacy.SecureAggregation.Sharing;

namespace Tapestry.Privacy.SecureAggregation.Regions;

/// <summary>Recovers the secrets that stand between the masked inputs and their sum.</summary>
internal static class SecretRecovery
{
    /// <summary>The secrets that are needed: every survivor's seed, and the key of every dropout with a surviving neighbour.</summary>
    public static IReadOnlyList<(int Owner, SecretKind Kind)> Needed(RegionState state)
    {
        var graph = state.Graph();
        return
        [
            .. from owner in state.Sharers
               let survives = state.Survivors.Contains(owner)
               where survives || graph.Neighbours(owner).Any(state.Survivors.Contains)
               select (owner, survives ? SecretKind.SelfMaskSeed : SecretKind.MaskingKey),
        ];
    }

    /// <summary>The secrets, or null while one that is needed has too few shares.</summary>
    public static RecoveredSecrets? TryRecover(RegionState state)
    {
        var threshold = state.Parameters.Graph.ShareThreshold;
        if (state.Arrived(MessageKind.UnmaskShares).Count < threshold)
        {
            return null;
        }

        var shares = Shares(state);
        var needed = Needed(state);
        if (needed.Any(secret => !shares.TryGetValue(secret.Owner, out var held) || held.Count < threshold))
        {
            return null;
        }

        var seeds = new SortedDictionary<int, byte[]>();
        var keys = new SortedDictionary<int, byte[]>();
        foreach (var (owner, kind) in needed)
        {
            var secret = SecretSharing.Recover([.. shares[owner].Take(threshold)]);
            (kind == SecretKind.SelfMaskSeed ? seeds : keys).Add(owner, secret);
        }

        return new RecoveredSecrets(seeds, keys);
    }

    /// <summary>Members whose recovered secret is not the one that they committed to or whose key they advertised.</summary>
    public static MemberSet Cheaters(RegionState state, RecoveredSecrets secrets)
    {
        var advertisements = state.Advertisements();
        return new MemberSet(
            secrets.Seeds.Where(seed => Commitment.ToSeed(state.Binding, seed.Key, seed.Value) != advertisements[seed.Key].SeedCommitment)
                .Concat(secrets.Keys.Where(key =>
                    !AgreementKey.IsScalar(key.Value) || AgreementKey.PublicOf(key.Value) != advertisements[key.Key].MaskingKey))
                .Select(secret => secret.Key));
    }

    // A holder reveals one share of each owner, so the owner alone tells which secret it is of.
    private static Dictionary<int, List<SecretShare>> Shares(RegionState state)
    {
        var shares = new Dictionary<int, List<SecretShare>>();
        foreach (var holder in state.Senders(MessageKind.UnmaskShares))
        {
            foreach (var share in state.Revealed(holder).Shares)
            {
                if (!shares.TryGetValue(share.Owner, out var held))
                {
                    shares.Add(share.Owner, held = []);
                }

                held.Add(new SecretShare(holder, share.Value));
            }
        }

        return shares;
    }
}
