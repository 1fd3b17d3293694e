namespace Tapestry.Client.Cli.Reports;

/// <summary>Whether training together paid off for every member, computed from the final held-out bits per byte.</summary>
public sealed record Thesis
{
    /// <summary>Every comparison that failed, as a sentence; empty when the thesis holds.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    /// <summary>True when no comparison failed; says nothing about comparisons that could not be made.</summary>
    public bool Holds => Failures.Count == 0;

    /// <summary>True when the alone models are there, so that all three comparisons were made.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>
    /// The Shared Base's mean bits per byte over the pooled model's, less one: 0.1 is 10 % worse; null without the
    /// pooled model.
    /// </summary>
    public required double? GapToPooled { get; init; }

    /// <summary>
    /// Compares: every Sovereign beats the Shared Base and its owner's alone model at home; the Shared Base beats every
    /// alone model on the other languages. Equal is not better, and what is not a finite number loses.
    /// </summary>
    public static Thesis Judge(ReportBitsPerByte bpb) => new()
    {
        Failures = [.. SovereignsAtHome(bpb), .. SharedBaseAbroad(bpb)],
        IsComplete = bpb.Alone is not null,
        GapToPooled = bpb.Pooled is { Count: > 0 } pooled
            ? (bpb.SharedBase.Values.Average() / pooled.Values.Average()) - 1
            : null,
    };

    private static IEnumerable<string> SovereignsAtHome(ReportBitsPerByte bpb)
    {
        foreach (var (owner, byLanguage) in bpb.Sovereign)
        {
            var sovereign = byLanguage[owner];
            if (!Beats(sovereign, bpb.SharedBase[owner]))
            {
                yield return $"Sovereign {owner} does not beat the Shared Base on {owner}";
            }

            if (bpb.Alone?[owner] is { } alone && !Beats(sovereign, alone[owner]))
            {
                yield return $"Sovereign {owner} does not beat {owner} alone on {owner}";
            }
        }
    }

    private static IEnumerable<string> SharedBaseAbroad(ReportBitsPerByte bpb) =>
        from alone in bpb.Alone ?? new Dictionary<string, IReadOnlyDictionary<string, double>>()
        from foreign in alone.Value
        where foreign.Key != alone.Key && !Beats(bpb.SharedBase[foreign.Key], foreign.Value)
        select $"the Shared Base does not beat {alone.Key} alone on {foreign.Key}";

    private static bool Beats(double mine, double theirs) => double.IsFinite(mine) && !(mine >= theirs);
}
