using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Runs;
using Tapestry.Training.Local;

namespace Tapestry.Client.Tests.Site.Rounds;

/// <summary>The region measures an outer gradient in the rates that a site took, so both must read a plan alike.</summary>
public sealed class LearningRateAgreementTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(7, 100)]
    [InlineData(60, 61)]
    public void The_regions_curve_is_the_sites_schedule(long warmup, long total)
    {
        var plan = new LearningRatePlan { Peak = 2e-3f, WarmupSteps = warmup, TotalSteps = total, FinalShare = 0.1f };
        var schedule = LearningRateSchedule.Cosine(plan.Peak, warmup, total, plan.FinalShare);

        Assert.All(Enumerable.Range(0, 130), step => Assert.Equal(schedule.At(step), plan.At(step)));
    }
}
