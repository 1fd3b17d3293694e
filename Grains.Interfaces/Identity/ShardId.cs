using System.Globalization;
using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>Names a shard: a slice of a run's flat parameter vector, counted from 0.</summary>
[JsonConverter(typeof(StringIdJsonConverter<ShardId>))]
public readonly record struct ShardId : IStringId<ShardId>
{
    /// <summary>Names a shard of a run.</summary>
    /// <exception cref="InvalidIdException">The index is negative.</exception>
    public ShardId(RunId run, int index)
    {
        if (index < 0)
        {
            throw new InvalidIdException($"Shard index {index} is not valid: shards count from 0.");
        }

        Run = run;
        Index = index;
    }

    /// <summary>The run.</summary>
    public RunId Run { get; }

    /// <summary>The index, from 0.</summary>
    public int Index { get; }

    /// <summary><c>run/index</c>, which is also the key of the shard grain.</summary>
    public string Value => string.Create(CultureInfo.InvariantCulture, $"{Run}/{Index}");

    /// <inheritdoc/>
    public static ShardId Parse(string text)
    {
        var (run, index) = SlashPair.Split("Shard id", text);
        return new ShardId(new RunId(run), index);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
