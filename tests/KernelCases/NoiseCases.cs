using Tapestry.Kernels.Memory;
using Tapestry.Kernels.Noise;

namespace Tapestry.KernelCases;

/// <summary>Samples added to integers, and Gaussian ones written in fp32.</summary>
internal static class NoiseCases
{
    private const double SamplesPerSecond = 60e6;

    private static readonly byte[] Key = new byte[32];
    private static readonly byte[] Nonce = new byte[12];

    public static IEnumerable<KernelCase> List =>
    [
        new("discrete Gaussian, sigma 100", count => Adding(count, new DiscreteGaussianSampler(100)))
        {
            RateGoal = SamplesPerSecond,
            SecondCoreGoal = 1.8,
        },
        new("discrete Gaussian, sigma 100,000", count => Adding(count, new DiscreteGaussianSampler(100_000))),
        new("Skellam, variance 10,000", count => Adding(count, new SkellamSampler(10_000))),
        new("Gaussian, fp32", Gaussian),
    ];

    private static Action<int> Adding(int count, IIntegerNoise sampler)
    {
        var values = LargeArray.Create<int>(count);
        return cores => sampler.AddTo(values, Key, Nonce, 0, cores);
    }

    private static Action<int> Gaussian(int count)
    {
        var noise = LargeArray.Create<float>(count);
        return cores => GaussianNoise.Fill(noise, 1, Key, Nonce, 0, cores);
    }
}
