using System.Text.Json.Serialization;

namespace Tapestry.Client.Cli.Demo;

/// <summary>What <c>--secure</c> and its options decide.</summary>
public sealed record SecureSettings
{
    /// <summary>Bits of a coordinate when <c>--bits</c> is not given.</summary>
    public const int DefaultBits = 12;

    /// <summary>Bits of a coordinate on the wire, 4 to 32.</summary>
    public int Bits { get; init; } = DefaultBits;

    /// <summary>Noise for differential privacy of whole members; null for none. Its plan decides the bits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SiteDpSettings? SiteDp { get; init; }

    /// <summary>Share of the members that is killed in every round, at phases that the seed draws; 0 to below 1.</summary>
    public double Drop { get; init; }
}
