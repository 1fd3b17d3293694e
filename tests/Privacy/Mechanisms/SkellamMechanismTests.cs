using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;
using Tapestry.Privacy.Mechanisms.Sampling;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Mechanisms;

public sealed class SkellamMechanismTests
{
    [Fact]
    public void Divergences_agree_with_the_reference() => Assert.All(
        Vectors.Rows("distributed_discrete_gaussian", "skellam_rdp"),
        row =>
        {
            var scale = row.Number("scale");
            var mechanism = new SkellamMechanism(
                row.Number("var") * scale * scale, row.Number("l2") * scale, row.Number("l1") * scale);

            Close.Equal(row.Number("rdp"), mechanism.Rdp(row.Number("alpha")), 1e-12);
        });

    [Fact]
    public void Epsilon_with_rounded_norms_agrees_with_the_reference() => Assert.All(
        Vectors.Rows("distributed_discrete_gaussian", "skellam"),
        row =>
        {
            var (scale, dimension) = (row.Number("scale"), row.GetProperty("dim").GetInt64());
            var l2 = RoundedNorm.L2(row.Number("clip") * scale, dimension, row.Number("beta"));
            var deviation = row.Number("central_stddev") * scale;
            var mechanism = new SkellamMechanism(deviation * deviation, l2, RoundedNorm.L1(l2, dimension));
            var release = new Release(new PoissonSampledMechanism(mechanism, row.Number("q")), row.GetProperty("steps").GetInt64());

            var bound = new RdpAccountant(RdpOrders.Whole).Epsilon([release], row.Number("delta"));

            Close.Equal(row.Number("eps"), bound.Epsilon, 1e-9);
            Assert.Equal(row.Number("order"), bound.Order);
        });

    [Fact]
    public void Fractional_orders_have_no_bound() => Assert.Equal(double.PositiveInfinity, new SkellamMechanism(1).Rdp(2.5));
}
