using Tapestry.Kernels.Noise;

namespace Tapestry.Kernels.Tests.Noise;

public sealed class SkellamSamplerTests : IntegerNoiseTests
{
    private const int Samples = 1_000_000;

    private static readonly IReadOnlyList<IIntegerNoise> All =
        [new SkellamSampler(2), new SkellamSampler(10_000), new SkellamSampler(1e6), new SkellamSampler(1e12)];

    protected override IReadOnlyList<IIntegerNoise> Samplers => All;

    internal override LayeredLaw LawOf(IIntegerNoise sampler) => ((SkellamSampler)sampler).Law;

    [Theory]
    [InlineData(0.09)]
    [InlineData(2)]
    [InlineData(10_000)]
    [InlineData(90_000)]
    public void Counts_fit_the_law_and_the_test_would_see_two_percent_more_variance(double variance)
    {
        var law = new SkellamSampler(variance).Law;
        var samples = NoiseSource.Integers(law, Samples);
        var planted = NoiseSource.Integers(new SkellamSampler(variance * 1.02).Law, Samples);

        Assert.True(ChiSquare(planted, law) > 5);
        Assert.InRange(ChiSquare(samples, law), -4, 4);
    }

    [Fact]
    public void The_sum_of_two_samples_has_the_law_of_the_sum_of_the_variances()
    {
        var left = NoiseSource.Integers(new SkellamSampler(1.25).Law, Samples);
        var right = NoiseSource.Integers(new SkellamSampler(0.75).Law, Samples, first: Samples);

        Assert.InRange(ChiSquare([.. left.Zip(right, (x, y) => x + y)], LawOf(Samplers[0])), -4, 4);
    }

    // Released samples: a run that was seeded before must repeat.
    [Fact]
    public void A_seed_gives_the_samples_that_it_always_gave() => Assert.Equal(
        [
            2, 1, 0, 0, 0, 1,
            37, 217, 115, 93, -33, -38,
            -864, -148, -242, -1420, 561, -631,
            -1355526, -1179030, -1611305, -247668, 1942504, -205072,
        ],
        Samplers.SelectMany(sampler => NoiseSource.Integers(LawOf(sampler), 6, first: 1000)).ToArray());
}
