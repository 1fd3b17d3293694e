using System.Globalization;

namespace Tapestry.Client.Cli.Reports;

/// <summary>Says the verdict in words.</summary>
internal static class ThesisText
{
    public static string Verdict(Thesis thesis) => (thesis.Holds, thesis.IsComplete) switch
    {
        (true, true) =>
            "The thesis holds: every Sovereign Model beats the Shared Base and its alone model at home, "
            + "and the Shared Base beats every alone model on the other languages.",
        (true, false) =>
            "Every Sovereign Model beats the Shared Base at home; --baselines adds the comparison with training alone.",
        (false, _) => $"The thesis does not hold: {string.Join("; ", thesis.Failures)}.",
    };

    public static string? Gap(Thesis thesis) => thesis.GapToPooled switch
    {
        null => null,
        { } gap when !double.IsFinite(gap) => "The gap to the pooled model could not be computed.",
        { } gap => string.Create(
            CultureInfo.InvariantCulture,
            $"Over all languages the Shared Base is {Math.Abs(gap):0.0 %} {(gap < 0 ? "better" : "worse")} than the pooled model."),
    };
}
