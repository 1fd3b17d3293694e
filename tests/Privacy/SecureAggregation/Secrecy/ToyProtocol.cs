using Tapestry.Kernels.Masking;
using Tapestry.Privacy.SecureAggregation;
using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Protocol;
using Tapestry.Privacy.SecureAggregation.Sharing;

namespace Tapestry.Privacy.Tests.SecureAggregation.Secrecy;

/// <summary>
/// The protocol's schedules over integers mod 3 with masks that are truly random: honest members 0, 1 and 2, and member 3,
/// which colludes with the region. All outcomes are enumerated, so distributions are exact.
/// </summary>
internal sealed class ToyProtocol
{
    private const int Modulus = 3;
    private const int Honest = 3;

    private static readonly MaskingGraph Graph = MaskingGraph.Complete(Honest + 1);
    private static readonly MemberSet Sharers = new(Enumerable.Range(0, Honest + 1));

    /// <summary>Members whose inputs count. The input of the other one comes late: the region has it all the same.</summary>
    public required MemberSet Survivors { get; init; }

    /// <summary>Secrets that leak beside those that the protocol reveals.</summary>
    public IReadOnlyList<(int Owner, SecretKind Kind)> Leaks { get; init; } = [];

    /// <summary>False to plant a member that adds no pairwise masks.</summary>
    public Func<int, bool> MasksPairs { get; init; } = _ => true;

    /// <summary>Another set than <see cref="Sharers"/> to plant a region that hides a dealer from a member.</summary>
    public Func<int, MemberSet> DealersShownTo { get; init; } = _ => Sharers;

    private IReadOnlyList<PairwiseTerm>[] Terms => field ??=
    [
        .. Enumerable.Range(0, Honest)
            .Select(member => MasksPairs(member) ? MaskSchedule.Of(member, DealersShownTo(member), Graph) : []),
    ];

    private List<(int Owner, SecretKind Kind)> Revealed => field ??=
    [
        .. Survivors.SelectMany(holder => RevealSchedule.Of(holder, Survivors, Sharers, Graph))
            .Concat(Leaks)
            .Where(secret => secret.Owner < Honest)
            .Distinct()
            .Order(),
    ];

    /// <summary>How often each view of the region and its accomplice occurs, over all masks.</summary>
    public IReadOnlyDictionary<string, int> Views(int[] inputs)
    {
        var views = new Dictionary<string, int>();
        var secrets = new int[6];
        for (var outcome = 0; outcome < 729; outcome++)
        {
            for (var (i, rest) = (0, outcome); i < secrets.Length; i++, rest /= Modulus)
            {
                secrets[i] = rest % Modulus;
            }

            var view = View(inputs, secrets[..3], secrets[3..]);
            views[view] = views.GetValueOrDefault(view) + 1;
        }

        return views;
    }

    private string View(int[] inputs, int[] seeds, int[] pairs)
    {
        var seen = new List<int>();
        for (var member = 0; member < Honest; member++)
        {
            seen.Add(Masked(member, inputs[member], seeds[member], pairs));
        }

        foreach (var (owner, kind) in Revealed)
        {
            seen.AddRange(kind == SecretKind.SelfMaskSeed
                ? [seeds[owner]]
                : Enumerable.Range(0, Honest).Where(peer => peer != owner).Select(peer => Pair(owner, peer, pairs)));
        }

        return string.Join(',', seen);
    }

    private int Masked(int member, int input, int seed, int[] pairs)
    {
        var sum = input + seed;
        foreach (var term in Terms[member])
        {
            var mask = Pair(member, term.Peer, pairs);
            sum += term.Sign == MaskSign.Add ? mask : Modulus - mask;
        }

        return sum % Modulus;
    }

    // What a member shares with the accomplice is known to it, so any constant will do.
    private static int Pair(int left, int right, int[] pairs) =>
        left >= Honest || right >= Honest ? 1 : pairs[left + right - 1];
}
