using Tapestry.Privacy.Accounting.Pld;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.Sampling;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Mechanisms.Sampling;

public sealed class MixtureDivergenceTests
{
    [Fact]
    public void The_sum_and_the_integral_agree_at_whole_orders() => Property.Holds(
        30,
        at => at.Rate == 1 || Enumerable.Range(2, 9).All(order =>
        {
            var whole = MixtureDivergence.AtWholeOrder(new GaussianMechanism(at.Noise), at.Rate, order);
            var any = MixtureDivergence.AtAnyOrder(Sampled.Gaussian(at.Noise, at.Rate).Pair!, order);
            return Math.Abs(any - whole) <= 1e-10 * whole;
        }));

    [Fact]
    public void Both_agree_for_laplace_too()
    {
        foreach (var order in Enumerable.Range(2, 9))
        {
            var inner = new LaplaceMechanism(0.7);
            var any = MixtureDivergence.AtAnyOrder(new PoissonSampledMechanism(inner, 0.1).Pair!, order);

            Close.Equal(MixtureDivergence.AtWholeOrder(inner, 0.1, order), any, 1e-10);
        }
    }

    [Fact]
    public void Adding_a_record_never_diverges_more_than_removing_one() => Property.Holds(
        10,
        at => DirectedDivergences.Of(at.Releases, Direction.Add).Divergences
            .Zip(DirectedDivergences.Of(at.Releases, Direction.Remove).Divergences)
            .All(pair => pair.First <= pair.Second * (1 + 1e-9)));

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-12)]
    public void Tiny_rates_keep_their_digits(double rate)
    {
        // To leading order A = 1 + C(a,2) q^2 (exp(1/s^2) - 1), at any order.
        foreach (var order in (double[])[2, 1.5, 7.3, 30])
        {
            var leading = order / 2 * rate * rate * (Math.E - 1);

            Close.Equal(leading, Sampled.Gaussian(1, rate).Rdp(order), order > 10 ? 0.1 : 1e-6);
        }
    }

    [Theory]
    [InlineData(0.01, 0.5)]
    [InlineData(0.001, 1e-6)]
    [InlineData(1e6, 0.1)]
    public void Extreme_noise_is_finite_at_every_order(double noise, double rate) => Assert.All(
        Privacy.Accounting.Rdp.RdpOrders.Default,
        order => Assert.True(Sampled.Gaussian(noise, rate).Rdp(order) is >= 0 and < double.PositiveInfinity));
}
