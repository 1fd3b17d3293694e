using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.SecureRounds;

/// <summary>
/// Closes a step: feeds the stored answers to the region's session in order of sites, closes it, stores its state. A
/// function of the plan and the blobs it names.
/// </summary>
internal sealed class StepClosing(IBlobStore blobs)
{
    /// <summary>Runs the step and stores the new state and, at the end, the unmasking record.</summary>
    /// <exception cref="BlobException">A blob is missing or damaged.</exception>
    public async Task<SecureStepResult> RunAsync(SecureStepPlan plan, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(plan, cancellationToken);
        var refused = await FeedAsync(session, plan, cancellationToken);
        if ((int)session.Phase == (int)plan.Handshake.Step)
        {
            session.Close();
        }

        var state = await blobs.PutAsync(session.Save(), cancellationToken);
        return Result(session, plan.Handshake, state, refused) with
        {
            Sum = session.Phase == RegionPhase.Unmasked ? await UnmaskAsync(session, plan, cancellationToken) : null,
        };
    }

    private static SecureStepResult Result(
        RegionSession session, SecureHandshake handshake, Sha256Digest state, IReadOnlyList<RefusedAnswer> refused)
    {
        var isOver = session.Phase is RegionPhase.Unmasked or RegionPhase.Abandoned;
        return new SecureStepResult
        {
            Attempt = handshake.Attempt,
            Step = handshake.Step,
            RegionState = state,
            Next = isOver ? null : (SecureStep)(int)session.Phase,
            Expected = RoundParameters.Sites(session.Parameters, session.Awaited),
            Refused = refused,
            Survivors = session.Survivors.Count == 0 ? null : RoundParameters.Sites(session.Parameters, session.Survivors),
            AbandonReason = session.Phase == RegionPhase.Abandoned ? session.AbandonReason.ToString() : null,
            Blamed = RoundParameters.Sites(session.Parameters, session.Blamed),
        };
    }

    private async Task<RegionSession> OpenAsync(SecureStepPlan plan, CancellationToken cancellationToken) =>
        plan.Handshake.RegionState is { } state
            ? RegionSession.Restore((await blobs.ReadAsync(state, cancellationToken)).Span)
            : RegionSession.Begin(RoundParameters.Of(plan.Ticket, plan.Cohort, plan.Handshake.Attempt));

    /// <summary>Answers beyond those that the step needs stay unread: a step that has closed itself takes no more.</summary>
    private async Task<IReadOnlyList<RefusedAnswer>> FeedAsync(
        RegionSession session, SecureStepPlan plan, CancellationToken cancellationToken)
    {
        using var verifier = new SignatureVerifier();
        var refused = new List<RefusedAnswer>();
        foreach (var answer in plan.Handshake.Answers)
        {
            if ((int)session.Phase != (int)plan.Handshake.Step)
            {
                break;
            }

            var message = (await blobs.ReadAsync(answer.Message, cancellationToken)).ToArray();
            try
            {
                if (plan.Handshake.Step == SecureStep.SendInputs && !IsOfUploads(message, plan, answer.Site))
                {
                    refused.Add(new RefusedAnswer(answer.Site, "It commits to other masked shards than were uploaded."));
                    continue;
                }

                session.Receive(message, verifier);
            }
            catch (RegionRefusalException refusal)
            {
                refused.Add(new RefusedAnswer(answer.Site, refusal.Message));
            }
        }

        return refused;
    }

    private static bool IsOfUploads(byte[] message, SecureStepPlan plan, SiteId site)
    {
        var uploaded = plan.Cohort.First(member => member.Site == site).Contributions;
        return InputMessage.Digests(message).Select(digest => digest.Hex)
            .SequenceEqual(uploaded.OrderBy(pair => pair.Key).Select(pair => pair.Value.Digest.Value));
    }

    private async Task<UnmaskedSum> UnmaskAsync(RegionSession session, SecureStepPlan plan, CancellationToken cancellationToken)
    {
        var record = session.Record();
        var sums = await new SideVectorSum(blobs).ReadAsync(record, plan.Cohort, cancellationToken);
        return new UnmaskedSum(await blobs.PutAsync(record.Encode(), cancellationToken), sums);
    }
}
