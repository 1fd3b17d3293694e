using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Grains.Runs;
using Tapestry.Grains.Tests.Fixtures;

namespace Tapestry.Grains.Tests.Runs;

public sealed class RunDefinitionRulesTests
{
    private static readonly RunDefinition Sound = TestConsortium.Definition(sites: 2);

    private static readonly ConsortiumView Consortium = new(
        TestConsortium.Consortium,
        new CharterPolicy { Weights = WeightRule.Equal, Quorum = 2, WeightCap = 0.5m },
        [.. TestConsortium.Sites(2).Select(site => new Member { Site = site, DisplayName = site.Value })]);

    public static TheoryData<string, RunDefinition> Unsound => new()
    {
        { "decay of the inner first moment is 1", Sound with { Inner = new InnerOptimizerSettings { Beta1 = 1 } } },
        { "decay of the inner second moment is -0.1", Sound with { Inner = new InnerOptimizerSettings { Beta2 = -0.1f } } },
        { "relative epsilon is NaN", Sound with { Inner = new InnerOptimizerSettings { RelativeEpsilon = float.NaN } } },
        { "weight decay is -1", Sound with { Inner = new InnerOptimizerSettings { WeightDecay = -1 } } },
        { "largest gradient norm is 0", Sound with { Inner = new InnerOptimizerSettings { MaxGradientNorm = 0 } } },
        { "outer optimizer is 7", Sound with { Outer = Sound.Outer with { Kind = (OuterOptimizerKind)7 } } },
        { "first outer learning rate is 0", Sound with { Outer = Sound.Outer with { FirstLearningRate = 0 } } },
        { "outer momentum is 1", Sound with { Outer = Sound.Outer with { Momentum = 1 } } },
        { "decay of the outer second moment is 1", Sound with { Outer = Sound.Outer with { SecondMomentDecay = 1 } } },
        { "outer threshold is 0", Sound with { Outer = Sound.Outer with { Threshold = 0 } } },
    };

    [Fact]
    public void A_sound_definition_passes() => RunDefinitionRules.Check(Sound, Consortium);

    [Theory]
    [MemberData(nameof(Unsound))]
    public void A_value_out_of_range_is_named(string message, RunDefinition definition)
    {
        var refusal = Assert.Throws<RunException>(() => RunDefinitionRules.Check(definition, Consortium));

        Assert.Equal(RunException.InvalidDefinition, refusal.Code);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }
}
