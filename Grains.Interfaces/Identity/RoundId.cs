using System.Globalization;
using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>Names a round: a run and a number from 1 that is never used twice, not even after an abandoned round.</summary>
[JsonConverter(typeof(StringIdJsonConverter<RoundId>))]
public readonly record struct RoundId : IStringId<RoundId>
{
    /// <summary>Names a round of a run.</summary>
    /// <exception cref="InvalidIdException">The number is below 1.</exception>
    public RoundId(RunId run, int number)
    {
        if (number < 1)
        {
            throw new InvalidIdException($"Round number {number} is not valid: rounds count from 1.");
        }

        Run = run;
        Number = number;
    }

    /// <summary>The run.</summary>
    public RunId Run { get; }

    /// <summary>The number, from 1.</summary>
    public int Number { get; }

    /// <summary><c>run/number</c>, which is also the key of the round grain.</summary>
    public string Value => string.Create(CultureInfo.InvariantCulture, $"{Run}/{Number}");

    /// <inheritdoc/>
    public static RoundId Parse(string text)
    {
        var (run, number) = SlashPair.Split("Round id", text);
        return new RoundId(new RunId(run), number);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
