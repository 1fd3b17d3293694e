using Tapestry.Kernels.Noise;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.SecureEncoding;
using Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;

namespace Tapestry.Privacy.Tests.Mechanisms.DistributedDiscreteGaussian;

/// <summary>The real encoder and decoder with planned parameters: the decoded sum errs as the plan says.</summary>
public sealed class SumUtilityTests
{
    private const int Dimension = 1 << 16;
    private const double Clip = 1;

    // Standard error of a variance over 2^16 coordinates is 0.6 %.
    private const double Tolerance = 0.05;

    [Theory]
    [InlineData(4, 12)]
    [InlineData(4, 14)]
    [InlineData(4, 16)]
    [InlineData(16, 12)]
    [InlineData(16, 14)]
    [InlineData(16, 16)]
    [InlineData(64, 12)]
    [InlineData(64, 14)]
    [InlineData(64, 16)]
    public void The_error_of_the_decoded_sum_is_that_of_theory(int sites, int bits)
    {
        var plan = PlanAt(sites, bits);

        var measured = Measure(plan, sites, seed: sites + bits);

        Assert.InRange(measured / plan.ErrorVariance(sites), 1 - Tolerance, 1 + Tolerance);
    }

    [Fact]
    public void A_plan_with_too_little_noise_is_seen()
    {
        var plan = PlanAt(sites: 4, bits: 14);
        var mechanism = plan.Mechanism;
        var weaker = plan with
        {
            Mechanism = new DistributedDiscreteGaussianMechanism(
                mechanism.LocalDeviation * 0.9, mechanism.Sites, Dimension, mechanism.L2Sensitivity, mechanism.L1Sensitivity),
        };

        Assert.NotInRange(Measure(weaker, sites: 4, seed: 1) / plan.ErrorVariance(4), 1 - Tolerance, 1 + Tolerance);
    }

    private static SumNoisePlan PlanAt(int sites, int bits) => SumNoisePlanner.At(
        new SumNoiseGoal
        {
            Epsilon = 8, Delta = 1e-5, Rounds = 4, Sites = sites, FewestSurvivors = (2 * sites / 3) + 1, Colluders = sites / 3,
            Dimension = Dimension, Clip = Clip, BlockLength = RandomizedHadamard.DefaultBlockLength,
        },
        bits);

    private static double Measure(SumNoisePlan plan, int sites, int seed)
    {
        var random = new Random(seed);
        var options = new SecureEncodingOptions
        {
            BitsPerCoordinate = plan.Bits,
            Contributions = sites,
            Granularity = plan.Granularity,
            Rotation = new RotationSeed(Bytes(random, 32)),
            Overflow = OverflowRule.Wrap,
        };
        var sum = new byte[SecureEncoder.ByteCount(Dimension, options)];
        var expected = new double[Dimension];
        var law = new DiscreteGaussianSampler(plan.Mechanism.LocalDeviation);
        for (var site = 0; site < sites; site++)
        {
            var update = Update(random);
            for (var i = 0; i < Dimension; i++)
            {
                expected[i] += update[i];
            }

            PackedSum.Add(sum, Encode(plan, options, update, law, random), Dimension, plan.Bits);
        }

        var decoded = new float[Dimension];
        SecureDecoder.DecodeSum(sum, options, decoded);
        return expected.Zip(decoded, (exact, got) => (exact - got) * (exact - got)).Average();
    }

    private static byte[] Encode(
        SumNoisePlan plan, SecureEncodingOptions options, float[] update, DiscreteGaussianSampler law, Random random)
    {
        var factor = new UpdateFactor(L2Norm.Of(update), Clip);
        var draw = new RoundingDraw(new RoundingSeed(Bytes(random, 32)), 0);
        while (SecureEncoder.Measure(update, options, factor, draw).SumOfSquares > plan.Bound.MaxSumOfSquares)
        {
            draw = draw with { Attempt = draw.Attempt + 1 };
        }

        var secrets = new ContributionSecrets { Rounding = draw, Noise = new NoiseDraw(law, Bytes(random, 32), Bytes(random, 12)) };
        var packed = new byte[SecureEncoder.ByteCount(Dimension, options)];
        SecureEncoder.Encode(update, options, factor, secrets, packed);
        return packed;
    }

    /// <summary>An update of exactly the clipping norm, so that clipping changes nothing.</summary>
    private static float[] Update(Random random)
    {
        var values = new float[Dimension];
        for (var i = 0; i < Dimension; i++)
        {
            values[i] = (float)((random.NextDouble() * 2) - 1);
        }

        var scale = Clip * (1 - 1e-6) / L2Norm.Of(values);
        return [.. values.Select(value => (float)(value * scale))];
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
