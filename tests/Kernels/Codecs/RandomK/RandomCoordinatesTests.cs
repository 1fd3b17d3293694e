using Tapestry.Kernels.Codecs.RandomK;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Codecs.RandomK;

public sealed class RandomCoordinatesTests
{
    public static TheoryData<int> Sizes => Vectors.SizeCases();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Each_group_keeps_the_coordinate_that_its_keystream_word_names(int length)
    {
        const int group = 32;
        var seed = Seed(1);
        var words = new byte[((length / group) + 1) * 4];
        ChaCha20.Keystream(seed, new byte[12], 0, words);
        var values = Vectors.Normal(length, seed: length);
        var expected = Enumerable.Range(0, (length + group - 1) / group)
            .Select(g => (g * group) + (int)(BitConverter.ToUInt32(words, 4 * g) % group))
            .Select(i => i < length ? values[i] : 0);

        Assert.Equal(expected, Gather(values, seed, group));
    }

    [Fact]
    public void Gathered_vectors_sum_to_the_gathered_sum() => Property.Holds(Property.Ordinary(), values =>
    {
        var others = values.Select(value => 3 - (value * 0.5f)).ToArray();
        var sum = values.Zip(others, (a, b) => a + b).ToArray();
        var apart = Gather(values, Seed(2), 4).Zip(Gather(others, Seed(2), 4), (a, b) => a + b);
        return apart.Take(values.Length / 4).SequenceEqual(Gather(sum, Seed(2), 4).Take(values.Length / 4));
    });

    [Fact]
    public void Over_seeds_every_coordinate_is_kept_once_in_s_times_the_short_group_included()
    {
        const int seeds = 4000, group = 8;
        var counts = new int[21];
        for (var number = 0; number < seeds; number++)
        {
            var scattered = new float[21];
            var kept = Gather([.. Enumerable.Repeat(1f, 21)], Seed(number), group);
            RandomCoordinates.Scatter(kept, Seed(number), group, scattered);
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] += (int)scattered[i];
            }
        }

        // Five standard deviations of a binomial count of mean 500.
        Assert.All(counts, count => Assert.InRange(count, 500 - 105, 500 + 105));
    }

    [Fact]
    public void What_was_gathered_scatters_back_to_its_places()
    {
        var values = Vectors.Normal(5000, seed: 1);
        var scattered = new float[5000];
        RandomCoordinates.Scatter(Gather(values, Seed(3), 16), Seed(3), 16, scattered);

        Assert.All(Enumerable.Range(0, 5000), i => Assert.True(scattered[i] == 0 || scattered[i] == values[i]));
        Assert.Equal(5000 / 16.0, scattered.Count(value => value != 0), 1.0);
    }

    private static float[] Gather(float[] values, byte[] seed, int group)
    {
        var kept = new float[RandomCoordinates.KeptCount(values.Length, group)];
        RandomCoordinates.Gather(values, seed, group, kept);
        return kept;
    }

    private static byte[] Seed(int number)
    {
        var seed = new byte[32];
        BitConverter.TryWriteBytes(seed, number);
        return seed;
    }
}
