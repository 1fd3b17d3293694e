using System.Numerics;
using Tapestry.Kernels.Noise;
using Tapestry.Kernels.Noise.Tables;

namespace Tapestry.Kernels.Tests.Noise;

public sealed class GaussianNoiseTests
{
    private const int Samples = 1_000_000;

    // Deciles of the standard normal law.
    private static readonly double[] Deciles =
        [-1.2815515655446004, -0.8416212335729143, -0.5244005127080407, -0.2533471031357997,
         0, 0.2533471031357997, 0.5244005127080407, 0.8416212335729143, 1.2815515655446004];

    [Fact]
    public void Samples_fall_evenly_between_deciles_and_the_test_would_see_one_percent_more_sigma()
    {
        var noise = Doubles(Samples, sigma: 1);

        Assert.True(ChiSquare([.. noise.Select(value => value * 1.01)]) > 27.9);
        Assert.InRange(ChiSquare(noise), 0, 27.9); // 9 degrees of freedom: one in a thousand
    }

    [Fact]
    public void The_first_four_moments_are_those_of_the_law()
    {
        var noise = Doubles(Samples, sigma: 3);
        foreach (var (power, moment, deviation) in (ReadOnlySpan<(int, double, double)>)[(1, 0, 1), (2, 1, 1.42), (3, 0, 3.88), (4, 3, 9.8)])
        {
            var sample = noise.Average(value => Math.Pow(value / 3, power));
            Assert.InRange((sample - moment) / deviation * Math.Sqrt(Samples), -4.5, 4.5);
        }
    }

    [Fact]
    public void A_sample_is_an_integer_of_the_definition_times_the_scale()
    {
        var law = LayeredLaw.DiscreteGaussian(FixedPoint.FromInteger(BigInteger.One << 80));
        var (doubles, floats, sums) = (Doubles(300, sigma: 0.7), new float[300], new float[300]);
        Array.Fill(sums, 2.5f);
        GaussianNoise.Fill(floats, 0.7, NoiseSource.Key, NoiseSource.Nonce);
        GaussianNoise.AddTo(sums, 0.7, NoiseSource.Key, NoiseSource.Nonce);
        for (var i = 0; i < doubles.Length; i++)
        {
            Assert.Equal(NoiseSource.Defined(law, i) * Math.ScaleB(0.7, -40), doubles[i]);
            Assert.Equal((float)doubles[i], floats[i]);
            Assert.Equal(2.5f + floats[i], sums[i]);
        }
    }

    [Fact]
    public void Slices_and_cores_do_not_show()
    {
        var whole = Doubles(50_000, sigma: 1);
        var slice = new double[49_000];
        GaussianNoise.Fill(slice, 1, NoiseSource.Key, NoiseSource.Nonce, firstCoordinate: 999, cores: 3);
        Assert.Equal(whole[999..49_999], slice);
    }

    [Fact]
    public void Without_sigma_there_is_no_noise()
    {
        var noise = new float[100];
        GaussianNoise.Fill(noise, 0, NoiseSource.Key, NoiseSource.Nonce);
        Assert.All(noise, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1e38)]
    public void A_sigma_outside_its_range_is_refused(double sigma) => Assert.Throws<ArgumentOutOfRangeException>(
        () => GaussianNoise.Fill(new float[1], sigma, NoiseSource.Key, NoiseSource.Nonce));

    [Fact]
    public void Samples_outside_the_stream_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => GaussianNoise.Fill(new float[2], 1, NoiseSource.Key, NoiseSource.Nonce, GaussianNoise.StreamSamples - 1));

    private static double[] Doubles(int count, double sigma)
    {
        var noise = new double[count];
        GaussianNoise.Fill(noise, sigma, NoiseSource.Key, NoiseSource.Nonce);
        return noise;
    }

    private static double ChiSquare(double[] noise)
    {
        var counts = new int[10];
        foreach (var value in noise)
        {
            counts[Deciles.Count(decile => decile < value)]++;
        }

        return counts.Sum(count => Math.Pow(count - (noise.Length / 10.0), 2) / (noise.Length / 10.0));
    }
}
