using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Grains.Rounds.Secure;

/// <summary>Payload of a job that closes a step of a handshake.</summary>
/// <param name="Round">The round.</param>
/// <param name="Attempt">The handshake.</param>
/// <param name="Step">The step.</param>
public sealed record CloseStepJob(RoundId Round, int Attempt, SecureStep Step)
{
    /// <summary>The job's kind; persisted, so it never changes.</summary>
    public const string Kind = "close-step";
}
