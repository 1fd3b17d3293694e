using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.Rotation;

public sealed class RandomizedHadamardTests
{
    public static TheoryData<int, int> RaggedSizes => new()
    {
        { 16_384, 1 << 14 }, { 16_383, 1 << 14 }, { 40_001, 1 << 14 }, { 70_000, 1 << 16 }, { 131_072, 1 << 16 },
        { 5_000, 512 }, { 5_001, 1024 }, { 9_001, 2048 }, { 20_000, 4096 }, { 20_001, 8192 }, { 33_000, 1 << 15 }, { 77, 2 },
        { 78, 4 }, { 79, 8 }, { 999, 256 },
    };

    [Fact]
    public void Every_length_up_to_two_hundred_gives_the_bits_of_the_definition()
    {
        for (var length = 0; length <= 200; length++)
        {
            AssertFollowsDefinition(length, 64);
            AssertFollowsDefinition(length, RandomizedHadamard.DefaultBlockLength);
        }
    }

    [Theory]
    [MemberData(nameof(RaggedSizes))]
    public void Large_and_ragged_lengths_give_the_bits_of_the_definition(int length, int blockLength) =>
        AssertFollowsDefinition(length, blockLength);

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(16_384)]
    [InlineData(100_003)]
    public void The_norm_is_kept_and_the_inverse_restores(int length)
    {
        var values = Vectors.Normal(length, seed: 9);
        var rotated = values.ToArray();
        RandomizedHadamard.Rotate(rotated, RotationOracle.Seed);
        var norm = L2Norm.Of(values);

        Assert.Equal(norm, L2Norm.Of(rotated), 1e-6 * norm);
        RandomizedHadamard.Unrotate(rotated, RotationOracle.Seed);
        Assert.All(values.Zip(rotated), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
    }

    [Fact]
    public void It_is_linear()
    {
        var (x, y) = (Vectors.Normal(3000, 1), Vectors.Normal(3000, 2));
        var combined = x.Zip(y, (a, b) => a + (2 * b)).ToArray();
        RandomizedHadamard.Rotate(x, RotationOracle.Seed, 1024);
        RandomizedHadamard.Rotate(y, RotationOracle.Seed, 1024);
        RandomizedHadamard.Rotate(combined, RotationOracle.Seed, 1024);

        Assert.All(x.Zip(y, (a, b) => a + (2 * b)).Zip(combined), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
    }

    [Theory]
    [InlineData(4096, 4096, 100)]
    [InlineData(5000, 4096, 4999)]
    public void One_hot_input_spreads_over_its_block(int length, int blockLength, int index)
    {
        var values = new float[length];
        values[index] = 64;
        RandomizedHadamard.Rotate(values, RotationOracle.Seed, blockLength);

        Assert.All(values[^blockLength..], value => Assert.Equal(1f, MathF.Abs(value)));
        Assert.Equal(blockLength / 2, values[^blockLength..].Count(value => value < 0), blockLength / 16.0);
    }

    [Fact]
    public void Another_seed_gives_other_signs()
    {
        var (first, second) = (Vectors.Normal(256, 1), Vectors.Normal(256, 1));
        RandomizedHadamard.Rotate(first, RotationOracle.Seed, 256);
        RandomizedHadamard.Rotate(second, new RotationSeed(new byte[32]), 256);

        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_non_finite_coordinate_is_refused_by_index_and_changes_nothing(float value)
    {
        var values = Vectors.Normal(100_000, seed: 1);
        values[77_777] = value;
        var before = values.ToArray();

        var error = Assert.Throws<NonFiniteValueException>(
            () => RandomizedHadamard.Rotate(values, RotationOracle.Seed, cores: 2));

        Assert.Equal(77_777, error.Index);
        Assert.Equal(before, values);
        Assert.Throws<NonFiniteValueException>(() => RandomizedHadamard.Unrotate(values, RotationOracle.Seed));
    }

    [Fact]
    public void The_largest_magnitude_stays_finite_and_a_larger_one_is_refused_by_index()
    {
        var values = Enumerable.Repeat(RandomizedHadamard.MaxMagnitude, 100_000).ToArray();
        RandomizedHadamard.Rotate(values, RotationOracle.Seed, RandomizedHadamard.MaxBlockLength);
        Assert.Equal(-1, Finite.FirstNonFiniteIndex(values));

        float[] beyond = [0, 0, MathF.BitIncrement(RandomizedHadamard.MaxMagnitude), 0];
        var error = Assert.Throws<ValueOutOfRangeException>(() => RandomizedHadamard.Rotate(beyond, RotationOracle.Seed));
        Assert.Equal(2, error.Index);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(48)]
    [InlineData(1 << 17)]
    public void A_block_length_that_is_no_power_of_two_in_range_is_refused_by_name(int blockLength)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => RandomizedHadamard.Rotate(new float[4], RotationOracle.Seed, blockLength));

        Assert.Equal(("blockLength", (object)blockLength), (error.ParamName, error.ActualValue));
    }

    [Fact]
    public void A_seed_is_32_bytes_and_shows_them()
    {
        Assert.Throws<LengthMismatchException>(() => new RotationSeed(new byte[31]));
        Assert.Equal("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20", $"{RotationOracle.Seed}");
    }

    private static void AssertFollowsDefinition(int length, int blockLength)
    {
        var values = Vectors.Normal(length, seed: length);
        var rotated = RotationOracle.Rotate(values, blockLength);
        var restored = RotationOracle.Unrotate(rotated, blockLength);
        foreach (var width in Enum.GetValues<SimdWidth>())
        {
            var actual = values.ToArray();
            RandomizedHadamard.Rotate(actual, RotationOracle.Seed, blockLength, cores: 2, width);
            Vectors.AssertSameBits(rotated, actual);
            RandomizedHadamard.Unrotate(actual, RotationOracle.Seed, blockLength, cores: 1, width);
            Vectors.AssertSameBits(restored, actual);
        }
    }
}
