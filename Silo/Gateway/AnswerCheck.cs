using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;

namespace Tapestry.Silo.Gateway;

/// <summary>Checks an answer before it is stored, which checks its digest: the region keeps no bytes that no step waits for.</summary>
internal static class AnswerCheck
{
    /// <exception cref="RoundException">Not in the cohort, for another step than the open one, or too long.</exception>
    public static void Check(ProtocolAnswer answer, RoundView round)
    {
        if (round.Cohort.All(member => member.Site != answer.Site))
        {
            var code = round.Dropped.Contains(answer.Site) ? RoundException.TooLate : RoundException.NotInCohort;
            throw new RoundException(code, $"Round '{answer.Round}' does not have site '{answer.Site}' in its cohort.");
        }

        if (round.Secure is not { } handshake || (answer.Attempt, answer.Step) != (handshake.Attempt, handshake.Step))
        {
            throw new RoundException(
                RoundException.TooLate,
                $"Round '{answer.Round}' does not wait for {answer.Step} of attempt {answer.Attempt}; the answer of site '{answer.Site}' does not count.");
        }

        if (answer.Message.Length > ProtocolAnswer.MaximumBytes)
        {
            throw Invalid(answer, $"it has {answer.Message.Length} bytes; at most {ProtocolAnswer.MaximumBytes} are taken");
        }
    }

    /// <summary>The refusal of an answer.</summary>
    public static RoundException Invalid(ProtocolAnswer answer, string why) => new(
        RoundException.InvalidFrame, $"The answer of site '{answer.Site}' to {answer.Step} of round '{answer.Round}' is refused: {why}.");
}
