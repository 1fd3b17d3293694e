using Tapestry.Client.Site.Agent;
using Tapestry.Client.Site.Contributions;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Optimizers;
using Tapestry.Training.Local;
using Tapestry.Training.Models;

namespace Tapestry.Client.Site.Rounds;

/// <summary>Trains by a ticket: from the base, H inner steps, to an encoded outer gradient. A function of its inputs.</summary>
internal sealed class LocalPhase(SiteOptions options, ILocalData data, ISiteObserver observer, TimeProvider clock)
{
    public LocalRound Run(
        LanguageModel model, int threads, PhaseStart start, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var ticket = start.Ticket;
        start.Base.Span.CopyTo(model.Parameters);
        var baseBits = data.HeldOutBitsPerByte(model, options.EvaluationBytes);
        var result = Train(model, threads, start, cancellationToken);
        double? localBits = NeedsLocalScore(ticket.Policy) ? data.HeldOutBitsPerByte(model, options.EvaluationBytes) : null;
        var update = OuterGradient(start.Base.Span, model.Parameters);
        var encoded = ContributionEncoder.Encode(ticket, options.Site, update, start.Residual.Span);
        return new LocalRound
        {
            Report = new ReadyReport
            {
                Site = options.Site,
                Round = ticket.Round,
                Ticket = TicketDigest.Of(ticket),
                Tokens = result.Tokens,
                MeanLoss = result.MeanLoss,
                BaseBitsPerByte = baseBits,
                LocalBitsPerByte = localBits,
                TrainingTime = clock.GetElapsedTime(began),
                BytesDownloaded = start.BytesDownloaded,
            },
            Frames = encoded.Frames,
            Optimizer = start.Optimizer,
            Residual = encoded.Residual,
        };
    }

    private static bool NeedsLocalScore(CharterPolicy policy) =>
        policy.Weights == WeightRule.Quality || policy.MaximumHeldOutRegression is not null;

    private static float[] OuterGradient(ReadOnlySpan<float> start, ReadOnlySpan<float> end)
    {
        var gradient = start.ToArray();
        Axpy.Apply(-1, end, gradient);
        return gradient;
    }

    private static LearningRateSchedule Schedule(LearningRatePlan plan) => LearningRateSchedule.Cosine(
        plan.Peak, plan.WarmupSteps, Math.Max(plan.TotalSteps, plan.WarmupSteps + 1), plan.FinalShare);

    private static AdamWOptions Optimizer(InnerOptimizerSettings inner) => new()
    {
        Beta1 = inner.Beta1,
        Beta2 = inner.Beta2,
        RelativeEpsilon = inner.RelativeEpsilon,
        WeightDecay = inner.WeightDecay,
    };

    private LocalTrainingResult Train(LanguageModel model, int threads, PhaseStart start, CancellationToken cancellationToken)
    {
        var ticket = start.Ticket;
        var training = new LocalTrainingOptions
        {
            BatchSize = ticket.BatchSize,
            SequenceLength = ticket.SequenceLength,
            Schedule = Schedule(ticket.LearningRate),
            Optimizer = Optimizer(ticket.Inner),
            MaxGradientNorm = ticket.Inner.MaxGradientNorm,
            Threads = threads,
        };
        var batches = data.Batches(ticket.DataSeed, ticket.SequenceLength);
        var trainer = new LocalTrainer(model, start.Optimizer, batches, training, clock);
        return trainer.Run(
            ticket.FirstStep, ticket.LocalSteps, taken => observer.StepTaken(options.Site, taken), cancellationToken);
    }
}
