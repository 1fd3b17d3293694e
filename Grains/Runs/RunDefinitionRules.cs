using System.Globalization;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Grains.Runs;

/// <summary>What a run's definition must hold, by itself and under its consortium's charter.</summary>
public static class RunDefinitionRules
{
    private const float SmallestThreshold = 1e-12f;

    /// <summary>Checks the definition.</summary>
    /// <exception cref="RunException">A value is out of range; the message names it, its value and the limit.</exception>
    /// <exception cref="ConsortiumException">A site is not on the roster.</exception>
    public static void Check(RunDefinition definition, ConsortiumView consortium)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(consortium);
        CheckSites(definition, consortium);
        CheckBase(definition.InitialBase);
        CheckSchedule(definition);
        CheckDeadlines(definition.Deadlines);
        if (definition.Secure is { } secure)
        {
            SecureRunRules.Check(secure, definition, consortium);
        }
    }

    private static void CheckSites(RunDefinition definition, ConsortiumView consortium)
    {
        var sites = definition.Sites;
        Require(sites.Distinct().Count() == sites.Count, "sites", sites.Count, "all different");
        Require(
            sites.Count >= consortium.Policy.Quorum, "sites", sites.Count,
            $"at least the charter's quorum of {consortium.Policy.Quorum}");
        Require(
            sites.Count * consortium.Policy.WeightCap >= 1, "sites", sites.Count,
            $"enough for the charter's weight cap of {consortium.Policy.WeightCap}: sites times cap must reach 1");
        foreach (var site in sites)
        {
            if (consortium.Members.All(member => member.Site != site))
            {
                throw new ConsortiumException(
                    ConsortiumException.NotAMember,
                    $"Site '{site}' is not on the roster of consortium '{consortium.Consortium}': admit it before the run is created.");
            }
        }
    }

    private static void CheckBase(BaseManifest manifest)
    {
        Require(manifest.Shards.Count is >= 1 and <= RunLimits.Shards, "shards", manifest.Shards.Count, $"1 to {RunLimits.Shards}");
        for (var index = 0; index < manifest.Shards.Count; index++)
        {
            var shard = manifest.Shards[index];
            Require(shard.Index == index, "shard index", shard.Index, $"{index}, its place in the list");
            Require(shard.Length >= 1, "shard length", shard.Length, "at least 1");
        }
    }

    private static void CheckSchedule(RunDefinition definition)
    {
        Require(definition.Rounds is >= 1 and <= RunLimits.Rounds, "rounds", definition.Rounds, $"1 to {RunLimits.Rounds}");
        var steps = definition.LocalSteps;
        Require(steps.First is >= 1 and <= RunLimits.LocalSteps, "first local steps", steps.First, $"1 to {RunLimits.LocalSteps}");
        Require(
            steps.Last >= steps.First && steps.Last <= RunLimits.LocalSteps, "last local steps", steps.Last,
            $"{steps.First} to {RunLimits.LocalSteps}");
        Require(steps.RoundsBeforeGrowth >= 0, "rounds before growth", steps.RoundsBeforeGrowth, "0 or more");
        Require(definition.BatchSize is >= 1 and <= 65_536, "batch size", definition.BatchSize, "1 to 65536");
        Require(definition.SequenceLength is >= 1 and <= 1_048_576, "sequence length", definition.SequenceLength, "1 to 1048576");
        Require(definition.MaximumAbandonedInARow >= 1, "abandoned rounds in a row", definition.MaximumAbandonedInARow, "at least 1");
        Require(Enum.IsDefined(definition.Encoding), "encoding", definition.Encoding, "a known encoding");
        CheckRates(definition);
    }

    private static void CheckRates(RunDefinition definition)
    {
        var rate = definition.LearningRate;
        RequireRate(rate.Peak, "learning rate");
        Require(rate.WarmupSteps >= 0, "warm-up steps", rate.WarmupSteps, "0 or more");
        Require(rate.TotalSteps >= 1, "schedule length", rate.TotalSteps, "at least 1 step");
        Require(rate.FinalShare is >= 0 and <= 1, "final share of the learning rate", rate.FinalShare, "0 to 1");
        CheckInner(definition.Inner);
        CheckOuter(definition.Outer);
    }

    private static void CheckInner(InnerOptimizerSettings inner)
    {
        RequireShare(inner.Beta1, "decay of the inner first moment");
        RequireShare(inner.Beta2, "decay of the inner second moment");
        Require(
            inner.RelativeEpsilon is >= 0 and < float.PositiveInfinity, "relative epsilon", inner.RelativeEpsilon,
            "finite, 0 or more");
        Require(inner.WeightDecay is >= 0 and < float.PositiveInfinity, "weight decay", inner.WeightDecay, "finite, 0 or more");
        Require(inner.MaxGradientNorm > 0, "largest gradient norm", inner.MaxGradientNorm, "above 0");
    }

    private static void CheckOuter(OuterOptimizerPlan outer)
    {
        Require(Enum.IsDefined(outer.Kind), "outer optimizer", outer.Kind, "a known one");
        RequireRate(outer.FirstLearningRate, "first outer learning rate");
        RequireRate(outer.LastLearningRate, "last outer learning rate");
        RequireShare(outer.Momentum, "outer momentum");
        RequireShare(outer.SecondMomentDecay, "decay of the outer second moment");
        Require(
            outer.Threshold is >= SmallestThreshold and < float.PositiveInfinity, "outer threshold", outer.Threshold,
            $"finite, {SmallestThreshold} or more");
    }

    private static void RequireShare(float share, string name) => Require(share is >= 0 and < 1, name, share, "0 to below 1");

    private static void RequireRate(float rate, string name) =>
        Require(float.IsFinite(rate) && rate > 0, name, rate, "finite and above 0");

    private static void CheckDeadlines(RoundDeadlines deadlines)
    {
        RequireWait(deadlines.Ready, "ready deadline");
        RequireWait(deadlines.Contribution, "contribution deadline");
        RequireWait(deadlines.Merge, "merge deadline");
        Require(
            deadlines.Grace >= TimeSpan.Zero && deadlines.Grace <= deadlines.Ready, "grace", deadlines.Grace,
            $"0 to the ready deadline of {deadlines.Ready}");
    }

    private static void RequireWait(TimeSpan wait, string name) => Require(
        wait > TimeSpan.Zero && wait <= RunLimits.Deadline, name, wait, $"above 0 to {RunLimits.Deadline.TotalDays} days");

    internal static void Require(bool holds, string name, object value, string rule)
    {
        if (!holds)
        {
            throw new RunException(
                RunException.InvalidDefinition,
                string.Create(CultureInfo.InvariantCulture, $"Run definition: {name} is {value}; it must be {rule}."));
        }
    }
}
