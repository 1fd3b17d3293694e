namespace Tapestry.Grains.Rounds;

/// <summary>Names of a round's reminders; persisted, so they never change.</summary>
internal static class RoundReminders
{
    /// <summary>The cohort is fixed at the latest.</summary>
    public const string Ready = "ready-deadline";

    /// <summary>The quorum was ready and has waited for others.</summary>
    public const string Grace = "grace";

    /// <summary>Contributions close at the latest.</summary>
    public const string Contribution = "contribution-deadline";

    /// <summary>The merge is given up.</summary>
    public const string Merge = "merge-deadline";

    /// <summary>The open step of the handshake closes at the latest.</summary>
    public const string Step = "step-deadline";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Ready, Grace, Contribution, Merge, Step];
}
