using Tapestry.Grains.Consortium;
using Tapestry.Grains.Interfaces.Consortium;

namespace Tapestry.Grains.Tests.Consortium;

public sealed class CharterPolicyRulesTests
{
    public static TheoryData<CharterPolicy, string> Faults => new()
    {
        { new CharterPolicy { Version = 0 }, "version" },
        { new CharterPolicy { Quorum = 0 }, "quorum" },
        { new CharterPolicy { Weights = (WeightRule)9 }, "weight rule" },
        { new CharterPolicy { WeightFloor = -0.1m }, "weight floor" },
        { new CharterPolicy { WeightCap = 0 }, "weight cap" },
        { new CharterPolicy { WeightCap = 1.5m }, "weight cap" },
        { new CharterPolicy { WeightCap = 0.3333333333333m }, "12 decimals" },
        { new CharterPolicy { WeightFloor = 0.6m, WeightCap = 0.5m }, "at most the cap" },
        { new CharterPolicy { MaximumHeldOutRegression = double.NaN }, "regression" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named(CharterPolicy policy, string named)
    {
        var error = Assert.Throws<ConsortiumException>(() => CharterPolicyRules.Check(policy));

        Assert.Equal(ConsortiumException.InvalidPolicy, error.Code);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_policy_is_valid() => CharterPolicyRules.Check(new CharterPolicy());
}
