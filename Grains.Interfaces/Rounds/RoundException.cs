using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Grains.Interfaces.Rounds;

/// <summary>A round refuses; see <see cref="TapestryException.Code"/>.</summary>
public sealed class RoundException(string code, string message) : TapestryException(code, message)
{
    /// <summary>The round was never opened.</summary>
    public const string NotFound = "round.not-found";

    /// <summary>The round was opened with another ticket.</summary>
    public const string AlreadyOpen = "round.already-open";

    /// <summary>The site is not invited.</summary>
    public const string NotInvited = "round.not-invited";

    /// <summary>The site is not in the cohort.</summary>
    public const string NotInCohort = "round.not-in-cohort";

    /// <summary>The report is for another ticket.</summary>
    public const string WrongTicket = "round.wrong-ticket";

    /// <summary>The site's privacy budget does not allow what the round releases.</summary>
    public const string OverBudget = "round.over-budget";

    /// <summary>A number is out of range.</summary>
    public const string InvalidReport = "round.invalid-report";

    /// <summary>The message contradicts one that the round took before.</summary>
    public const string Contradiction = "round.contradiction";

    /// <summary>The round is past the phase in which the message counts.</summary>
    public const string TooLate = "round.too-late";

    /// <summary>The round has no such shard.</summary>
    public const string NoSuchShard = "round.no-such-shard";

    /// <summary>An encoded contribution is damaged or is not what it says it is.</summary>
    public const string InvalidFrame = "round.invalid-frame";
}
