using System.Text.Json.Serialization;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>Equal releases of one run: kept as spans of rounds, so that hundreds of rounds are one entry.</summary>
/// <param name="Run">The run.</param>
/// <param name="PerRound">What each of the rounds released.</param>
/// <param name="Rounds">Spans in ascending order, a gap between any two.</param>
public sealed record LedgerCharge(RunId Run, LedgerRelease PerRound, IReadOnlyList<RoundSpan> Rounds)
{
    /// <summary>Releases of all its rounds.</summary>
    [JsonIgnore]
    public LedgerRelease Total => PerRound with { Count = PerRound.Count * Rounds.Sum(span => span.Last - span.First + 1L) };

    /// <summary>True when the round is one of them.</summary>
    public bool Holds(RoundId round) =>
        round.Run == Run && Rounds.Any(span => span.First <= round.Number && round.Number <= span.Last);

    /// <summary>The charge with one round more; a round that it holds changes nothing.</summary>
    public LedgerCharge With(int round)
    {
        var before = Rounds.Where(span => span.Last < round - 1);
        var touched = Rounds.Where(span => span.Last >= round - 1 && span.First <= round + 1).ToList();
        var after = Rounds.Where(span => span.First > round + 1);
        var joined = new RoundSpan(
            touched.Select(span => span.First).Append(round).Min(), touched.Select(span => span.Last).Append(round).Max());
        return this with { Rounds = [.. before, joined, .. after] };
    }
}
