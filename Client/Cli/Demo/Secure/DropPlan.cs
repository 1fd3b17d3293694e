using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Demo.Secure;

/// <summary>Who is killed in which round, and when: a function of seed, share and members.</summary>
public sealed class DropPlan(ulong seed, double share, IReadOnlyList<string> sites)
{
    private static readonly int Phases = Enum.GetValues<DropPhase>().Length;

    /// <summary>Sites killed in every round.</summary>
    public int KilledEachRound { get; } = (int)Math.Round(share * sites.Count, MidpointRounding.AwayFromZero);

    /// <summary>The phase in which the site is killed in a round; null when it is not.</summary>
    public DropPhase? PhaseOf(SiteId site, int round)
    {
        var victims = sites.OrderBy(other => Draw(other, round)).ThenBy(other => other, StringComparer.Ordinal).Take(KilledEachRound);
        return victims.Contains(site.Value) ? (DropPhase)(Draw($"phase of {site}", round) % (ulong)Phases) : null;
    }

    private ulong Draw(string what, int round) => BinaryPrimitives.ReadUInt64LittleEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes($"tapestry drop 1: {seed} {round} {what}")));
}
