using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.SecureAggregation.Parameters;

/// <summary>
/// All that is public about a secure round, fixed before its handshake: part of the ticket. Its hash binds every key,
/// ciphertext and signature of the round, so two sites that were told different things never understand each other.
/// </summary>
public sealed record SecureRoundParameters
{
    /// <summary>Most members of a cohort.</summary>
    public const int MaxMembers = 1024;

    /// <summary>Most shards.</summary>
    public const int MaxShards = 65_536;

    /// <summary>Most handshakes for one round; the graph's failure probability covers all of them.</summary>
    public const int MaxAttempts = 64;

    /// <summary>Name of the run, 1 to 64 bytes in UTF-8.</summary>
    public required string Run { get; init; }

    /// <summary>Number of the round, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>Number of this handshake within the round, from 1; a new one follows when too few answered the last.</summary>
    public required int Attempt { get; init; }

    /// <summary>SHA-256 of the manifest of the base model that every site started from.</summary>
    public required Hash256 BaseHash { get; init; }

    /// <summary>Version of the charter policy in force.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>The cohort in ordinal order of site names; a member's index here stands for it in messages.</summary>
    public required IReadOnlyList<CohortMember> Members { get; init; }

    /// <summary>Fewest survivors, and signatures under the survivor set; at least <see cref="LeastThreshold"/>.</summary>
    public required int Threshold { get; init; }

    /// <summary>Who masks with whom, and why that is enough.</summary>
    public required GraphPlan Graph { get; init; }

    /// <summary>The shards of the update, in order.</summary>
    public required IReadOnlyList<MaskedShard> Shards { get; init; }

    /// <summary>Metrics that travel under masks too; none when absent.</summary>
    public SideVectorLayout? SideVector { get; init; }

    /// <summary>Everything that is masked: the shards, then the side vector when there is one.</summary>
    public IReadOnlyList<MaskedShard> MaskedShards =>
        SideVector is null ? Shards : [.. Shards, SideVector.ToShard(Members.Count)];

    /// <summary>The least threshold against an active operator: floor(2n/3) + 1 (Bonawitz et al., 2017, section 6).</summary>
    /// <param name="members">Members of the cohort.</param>
    public static int LeastThreshold(int members) => (2 * members / 3) + 1;

    /// <summary>Canonical bytes, version 1.</summary>
    /// <exception cref="Errors.SecureAggregationException">The parameters are not sound.</exception>
    public byte[] Encode()
    {
        ParameterRules.ThrowUnlessSound(this);
        return ParametersCodec.Encode(this);
    }

    /// <summary>Reads canonical bytes and checks the parameters.</summary>
    /// <exception cref="Errors.WireFormatException">The bytes are something else.</exception>
    /// <exception cref="Errors.WireVersionException">The version is not known.</exception>
    /// <exception cref="Errors.RoundParametersException">A parameter is outside its range.</exception>
    /// <exception cref="Errors.MaskedRangeException">The sum of the cohort could wrap.</exception>
    public static SecureRoundParameters Decode(ReadOnlySpan<byte> bytes)
    {
        var parameters = ParametersCodec.Decode(bytes);
        ParameterRules.ThrowUnlessSound(parameters);
        return parameters;
    }

    /// <summary>SHA-256 of the canonical bytes: what messages carry as the cohort's hash.</summary>
    public Hash256 CohortHash() => Hash256.Of(Encode());

    /// <summary>Index of a site, or -1.</summary>
    public int IndexOf(string site)
    {
        for (var i = 0; i < Members.Count; i++)
        {
            if (Members[i].Site == site)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Governed weight of some members together, in units of 10^-12: what their weighted sum is divided by.</summary>
    public long WeightOf(MemberSet members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return members.Sum(member => Members[member].Weight.Units);
    }
}
