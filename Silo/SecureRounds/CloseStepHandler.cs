using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Rounds.Secure;
using Tapestry.Kernels.Packing;
using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.SecureRounds;

/// <summary>The job that closes a step of a handshake. Running it twice gives the same bytes.</summary>
public sealed class CloseStepHandler(IGrainFactory grains, IBlobStore blobs) : IJobHandler<CloseStepJob>
{
    private readonly StepClosing closing = new(blobs);

    /// <inheritdoc/>
    public async Task HandleAsync(JobContext job, CloseStepJob payload, CancellationToken cancellationToken)
    {
        var round = grains.GetGrain<IRoundGrain>(payload.Round.Value);
        try
        {
            var plan = await round.GetSecureStepAsync(payload.Attempt, payload.Step);
            await round.CompleteSecureStepAsync(await closing.RunAsync(plan, cancellationToken));
        }
        catch (RoundException late) when (late.Code == RoundException.TooLate)
        {
            // The round has ended, or this job ran before: nothing is left to do.
        }
        catch (Exception fault) when (IsInTheInput(fault))
        {
            await round.FailSecureStepAsync(payload.Attempt, payload.Step, fault.Message);
        }
    }

    /// <summary>Whether trying again would fail the same way; a full or absent store is another matter.</summary>
    private static bool IsInTheInput(Exception fault) => fault is MissingBlobException or CorruptBlobException
        or SecureAggregationException or InvalidDataException or PackedPaddingException;
}
