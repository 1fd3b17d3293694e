using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.Sampling;
using Tapestry.Privacy.Tests.Support;

namespace Tapestry.Privacy.Tests.Mechanisms.Sampling;

public sealed class ZhuWangBoundTests
{
    [Fact]
    public void Both_theorems_agree_with_the_reference() => Assert.All(
        Vectors.Rows("distributed_discrete_gaussian", "zhu_wang"),
        row =>
        {
            var inner = new GaussianMechanism(Math.Sqrt(0.5 / row.Number("rho")));
            var order = row.GetProperty("alpha").GetInt32();

            Close.Equal(row.Number("thm5"), ZhuWangBound.Divergence(inner, row.Number("gamma"), order), 1e-11);
            Close.Equal(row.Number("thm6"), MixtureDivergence.AtWholeOrder(inner, row.Number("gamma"), order), 1e-11);
        });
}
