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
        var metrics = new LocalMetrics(result.Tokens, result.MeanLoss, baseBits);
        return Keep(start, update, metrics, Report(ticket, metrics) with
        {
            LocalBitsPerByte = localBits,
            TrainingTime = clock.GetElapsedTime(began),
            BytesDownloaded = start.BytesDownloaded,
        });
    }

    /// <summary>The update as it is kept until it leaves: encoded or, in a secure round, as it is with what was carried.</summary>
    private LocalRound Keep(PhaseStart start, float[] update, LocalMetrics metrics, ReadyReport report)
    {
        if (start.Ticket.Secure is null)
        {
            var encoded = ContributionEncoder.Encode(start.Ticket, options.Site, update, start.Residual.Span);
            return new LocalRound
            {
                Report = report, Frames = encoded.Frames, Optimizer = start.Optimizer, Residual = encoded.Residual,
            };
        }

        if (!start.Residual.IsEmpty)
        {
            Axpy.Apply(1, start.Residual.Span, update);
        }

        return new LocalRound
        {
            Report = report, Frames = [], Update = update, Metrics = metrics, Optimizer = start.Optimizer, Residual = start.Residual,
        };
    }

    private ReadyReport Report(RoundTicket ticket, LocalMetrics metrics)
    {
        var isPublic = ticket.Secure is null || options.Policy.PublishesMetrics;
        return new ReadyReport
        {
            Site = options.Site,
            Round = ticket.Round,
            Ticket = TicketDigest.Of(ticket),
            Tokens = isPublic || ticket.Policy.Weights == WeightRule.Tokens ? metrics.Tokens : null,
            MeanLoss = isPublic ? metrics.MeanLoss : null,
            BaseBitsPerByte = isPublic ? metrics.BaseBitsPerByte : null,
            TrainingTime = TimeSpan.Zero,
            BytesDownloaded = 0,
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
