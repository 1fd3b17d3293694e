using System.Buffers.Binary;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Noise;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Noise;

/// <summary>What every sampler of integers keeps, whatever its law.</summary>
public abstract class IntegerNoiseTests
{
    private static readonly SimdWidth[] Widths =
        [SimdWidth.Scalar, SimdWidth.Bits128, SimdWidth.Bits256, SimdWidth.Bits512];

    /// <summary>Samplers with one, two and three layers.</summary>
    protected abstract IReadOnlyList<IIntegerNoise> Samplers { get; }

    internal abstract LayeredLaw LawOf(IIntegerNoise sampler);

    [Fact]
    public void A_sample_is_what_the_definition_says()
    {
        foreach (var law in Samplers.Select(LawOf))
        {
            foreach (var first in (long[])[0, 1_000_003, law.StreamSamples - 300])
            {
                var samples = NoiseSource.Integers(law, 300, first);
                for (var i = 0; i < samples.Length; i++)
                {
                    Assert.Equal(NoiseSource.Defined(law, first + i), samples[i]);
                }
            }
        }
    }

    [Fact]
    public void Width_and_cores_do_not_show()
    {
        foreach (var law in Samplers.Select(LawOf))
        {
            var expected = NoiseSource.Integers(law, 40_003, first: 77, widest: SimdWidth.Scalar);
            foreach (var (width, cores) in Widths.Select(width => (width, 1)).Append((SimdWidth.Bits512, 3)))
            {
                Assert.Equal(expected, NoiseSource.Integers(law, 40_003, first: 77, cores, width));
            }
        }
    }

    [Fact]
    public void Slices_are_those_of_the_whole()
    {
        foreach (var law in Samplers.Select(LawOf))
        {
            var whole = NoiseSource.Integers(law, 3000);
            for (var start = 0; start < whole.Length; start += 311)
            {
                var length = Math.Min(start % 700, whole.Length - start);
                Assert.Equal(whole[start..(start + length)], NoiseSource.Integers(law, length, start));
            }
        }
    }

    [Fact]
    public void Filling_and_adding_agree_and_adding_wraps()
    {
        foreach (var sampler in Samplers)
        {
            var (noise, sum) = (new int[1001], new int[1001]);
            Array.Fill(sum, int.MaxValue);
            sampler.Fill(noise, NoiseSource.Key, NoiseSource.Nonce, 5);
            sampler.AddTo(sum, NoiseSource.Key, NoiseSource.Nonce, 5, cores: 2);

            Assert.Equal(noise.Select(value => unchecked(int.MaxValue + value)), sum);
            Assert.Equal(NoiseSource.Integers(LawOf(sampler), 1001, first: 5), noise);
        }
    }

    [Fact]
    public void The_moments_are_those_of_the_law()
    {
        const int Count = 400_000;
        foreach (var sampler in Samplers)
        {
            var samples = NoiseSource.Integers(LawOf(sampler), Count);
            var mean = samples.Average();
            var variance = samples.Average(value => (double)value * value);

            Assert.InRange(mean / Math.Sqrt(sampler.Variance / Count), -4.5, 4.5);
            Assert.InRange((variance / sampler.Variance) - 1, -5 * Math.Sqrt(2.0 / Count), 5 * Math.Sqrt(2.0 / Count));
            Assert.InRange(samples.Max(value => Math.Abs((long)value)), 0, sampler.LargestMagnitude);
        }
    }

    [Fact]
    public void Samples_outside_the_stream_are_refused()
    {
        foreach (var sampler in Samplers)
        {
            foreach (var first in (long[])[-1, sampler.StreamSamples - 9, long.MaxValue])
            {
                var noise = new int[10];
                Assert.Throws<ArgumentOutOfRangeException>(
                    () => sampler.Fill(noise, NoiseSource.Key, NoiseSource.Nonce, first));
                Assert.All(noise, value => Assert.Equal(0, value));
            }

            Assert.Throws<LengthMismatchException>(() => sampler.Fill(new int[1], new byte[31], NoiseSource.Nonce));
        }
    }

    [Fact]
    public void Nothing_is_allocated_a_call()
    {
        var (sampler, noise) = (Samplers[^1], new int[1000]);
        Allocations.AssertNoneAfterFirst(() => sampler.Fill(noise, NoiseSource.Key, NoiseSource.Nonce));
    }

    /// <summary>Counts against the probabilities of the tables; a cell gathers values until one sample in 256 is expected.</summary>
    /// <returns>The statistic less its mean, in its standard deviations.</returns>
    internal static double ChiSquare(int[] samples, LayeredLaw law)
    {
        var probabilities = new TableLaw(law);
        var counts = samples.CountBy(value => value).ToDictionary();
        var (statistic, cells, expected, count) = (0.0, 0, 0.0, 0);
        for (var x = -(int)law.LargestMagnitude; x <= law.LargestMagnitude; x++)
        {
            expected += samples.Length * probabilities.Probability(Math.Abs(x));
            count += counts.GetValueOrDefault(x);
            if (expected >= samples.Length / 256.0)
            {
                statistic += (count - expected) * (count - expected) / expected;
                (cells, expected, count) = (cells + 1, 0, 0);
            }
        }

        statistic += (count - expected) * (count - expected) / (expected + double.Epsilon);
        return (statistic - cells) / Math.Sqrt(2.0 * cells);
    }

    /// <summary>Searches for a draw that 32 bits leave open, so that its path is known to have run.</summary>
    internal static IEnumerable<int> OpenDraws(LayeredLaw law, int count)
    {
        var table = law.Tables.Single();
        var words = new byte[4 * count];
        ChaCha20.Keystream(NoiseSource.Key, NoiseSource.Nonce, 0, words);
        for (var i = 0; i < count; i++)
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(words.AsSpan(4 * i));
            if (word >> table.IndexBits == table.Entries[word % (1u << table.IndexBits)] >> table.IndexBits)
            {
                yield return i;
            }
        }
    }
}
