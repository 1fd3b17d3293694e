using Tapestry.Kernels.Noise;

namespace Tapestry.Kernels.Tests.Noise;

public sealed class DiscreteGaussianSamplerTests : IntegerNoiseTests
{
    private const int Samples = 1_000_000;

    private static readonly IReadOnlyList<IIntegerNoise> All =
        [new DiscreteGaussianSampler(1.5), new DiscreteGaussianSampler(100),
         new DiscreteGaussianSampler(1000), new DiscreteGaussianSampler(1e6)];

    protected override IReadOnlyList<IIntegerNoise> Samplers => All;

    internal override LayeredLaw LawOf(IIntegerNoise sampler) => ((DiscreteGaussianSampler)sampler).Law;

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.5)]
    [InlineData(100)]
    [InlineData(300)]
    public void Counts_fit_the_law_and_the_test_would_see_one_percent_more_sigma(double sigma)
    {
        var law = new DiscreteGaussianSampler(sigma).Law;
        var samples = NoiseSource.Integers(law, Samples);
        var planted = NoiseSource.Integers(new DiscreteGaussianSampler(sigma * 1.01).Law, Samples);

        Assert.True(ChiSquare(planted, law) > 5);
        Assert.InRange(ChiSquare(samples, law), -4, 4);
    }

    [Fact]
    public void Neighbouring_samples_are_uncorrelated()
    {
        foreach (var lag in (int[])[1, 2, 16, 256])
        {
            var samples = NoiseSource.Integers(LawOf(Samplers[1]), Samples);
            var products = samples.Zip(samples.Skip(lag), (left, right) => (double)left * right).Average();
            Assert.InRange(products / 10_000 * Math.Sqrt(Samples), -4.5, 4.5);
        }
    }

    [Fact]
    public void A_draw_that_32_bits_leave_open_is_decided_by_64_more()
    {
        const int Count = 4 << 20;
        var law = new DiscreteGaussianSampler(194).Law;
        var open = OpenDraws(law, Count).ToList();
        var samples = NoiseSource.Integers(law, Count);

        Assert.InRange(open.Count, 1, 20);
        Assert.All(open, i => Assert.Equal(NoiseSource.Defined(law, i), samples[i]));
    }

    [Fact]
    public unsafe void Sixty_four_bits_below_the_threshold_keep_the_bucket_and_others_leave_it()
    {
        var law = new DiscreteGaussianSampler(100).Law;
        var table = law.Tables[0];
        for (var bucket = 0u; bucket < table.Entries.Length; bucket++)
        {
            var word = (table.Entries[bucket] & ~((1u << table.IndexBits) - 1)) | bucket;
            var other = table.Entries[bucket] & ((1u << table.IndexBits) - 1);
            var tail = table.Tails[bucket];

            Assert.Equal((int)other - table.Center, AliasDraw.Decide(law.Layers[0], word, tail));
            Assert.Equal((int)(tail > 0 ? bucket : other) - table.Center, AliasDraw.Decide(law.Layers[0], word, tail > 0 ? tail - 1 : 0));
        }
    }

    // Released samples: a run that was seeded before must repeat.
    [Fact]
    public void A_seed_gives_the_samples_that_it_always_gave() => Assert.Equal(
        [
            1, 0, 2, -1, 3, 1,
            37, 217, 115, 93, -33, -38,
            -864, -148, -242, -1420, 561, -631,
            -1355526, -1179030, -1611305, -247668, 1942504, -205072,
        ],
        Samplers.SelectMany(sampler => NoiseSource.Integers(LawOf(sampler), 6, first: 1000)).ToArray());
}
