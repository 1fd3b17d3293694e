using Tapestry.Kernels.SecureEncoding;
using Tapestry.Kernels.Rotation;
using Tapestry.Privacy.SecureAggregation.Parameters;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>A model of so many parameters, cut into shards that follow each other in the round's list of masked shards.</summary>
/// <param name="Parameters">Coordinates in all.</param>
/// <param name="FirstShard">Index of its first shard in the round.</param>
internal sealed record SimulatedModel(int Parameters, int FirstShard)
{
    /// <summary>Bits of a coordinate on the wire.</summary>
    public const int Bits = 16;

    private const int ShardLength = 1_000_000;
    private const float ClipInDeviations = 6;

    public int ShardCount => ((Parameters - 1) / ShardLength) + 1;

    public IEnumerable<int> Shards => Enumerable.Range(FirstShard, ShardCount);

    public int LengthOf(int shard) => Math.Min(ShardLength, Parameters - StartOf(shard));

    public int StartOf(int shard) => (shard - FirstShard) * ShardLength;

    public long PackedBytes => (long)Parameters * Bits / 8;

    /// <summary>How its shards travel in a cohort.</summary>
    public IEnumerable<MaskedShard> Masked(int sites) => Shards.Select(shard => new MaskedShard
    {
        ElementCount = LengthOf(shard),
        Bits = Bits,
        MaxMagnitude = Options(sites).Headroom.MaxMagnitude,
        Scale = 1f / Options(sites).Granularity,
    });

    /// <summary>The whole update is clipped to norm 1; six standard deviations of a coordinate fill a site's share of the range.</summary>
    public SecureEncodingOptions Options(int sites)
    {
        var options = new SecureEncodingOptions
        {
            BitsPerCoordinate = Bits,
            Contributions = sites,
            Granularity = 1,
            Rotation = new RotationSeed(new byte[RotationSeed.ByteLength]),
            Overflow = OverflowRule.Clamp,
        };
        return options with { Granularity = ClipInDeviations / (MathF.Sqrt(Parameters) * options.Headroom.MaxMagnitude) };
    }

    public static IReadOnlyList<SimulatedModel> Series(IEnumerable<int> parameters)
    {
        var models = new List<SimulatedModel>();
        foreach (var count in parameters)
        {
            models.Add(new SimulatedModel(count, models.Sum(model => model.ShardCount)));
        }

        return models;
    }
}
