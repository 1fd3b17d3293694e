using Tapestry.Privacy.Accounting;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Accounting;

/// <summary>What holds for every accountant, each up to its accuracy.</summary>
public abstract class AccountantPropertyTests
{
    protected abstract IPrivacyAccountant Accountant { get; }

    /// <summary>Share by which a bound may lie above the truth from one question to the next.</summary>
    protected abstract double Accuracy { get; }

    protected abstract int Cases { get; }

    [Fact]
    public void More_steps_cost_more() => Property.Holds(
        Cases, at => Epsilon(at) <= Epsilon(at with { Steps = at.Steps * 2 }) * (1 + Accuracy));

    [Fact]
    public void More_noise_costs_less() => Property.Holds(
        Cases, at => Epsilon(at) * (1 + Accuracy) >= Epsilon(at with { Noise = at.Noise * 1.2 }));

    [Fact]
    public void A_larger_delta_costs_less() => Property.Holds(
        Cases, at => Epsilon(at) * (1 + Accuracy) >= Epsilon(at with { Delta = at.Delta * 3 }));

    [Fact]
    public void Delta_at_the_epsilon_is_the_delta() => Property.Holds(
        Cases,
        at => Epsilon(at) is 0 or > 50 || Accountant.Delta(at.Releases, Epsilon(at) * (1 + Accuracy)) <= at.Delta * (1 + 1e-6));

    [Fact]
    public void Releases_compose_in_any_order_and_grouping()
    {
        Release[] mixed = [.. Mixture.Releases];
        Release[] split = [.. mixed.Reverse(), new(mixed[0].Mechanism, 400), new(mixed[0].Mechanism, 600)];
        Release[] joined = [new(mixed[0].Mechanism, 2000), .. mixed[1..]];

        Close.Equal(Accountant.Epsilon(split, 1e-6).Epsilon, Accountant.Epsilon(joined, 1e-6).Epsilon, Accuracy + 1e-12);
    }

    private double Epsilon(ReleaseCase at) => Accountant.Epsilon(at.Releases, at.Delta).Epsilon;
}
