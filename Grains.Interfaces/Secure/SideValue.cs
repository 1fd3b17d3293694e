namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>A number of the side vector.</summary>
/// <param name="Name">One of the names here.</param>
/// <param name="MaximumValue">Largest value of one site, 1 or more; the least is 0.</param>
public sealed record SideValue(string Name, long MaximumValue)
{
    /// <summary>Training tokens of the local steps.</summary>
    public const string Tokens = "tokens";

    /// <summary>Mean training loss, in millionths of a nat a token.</summary>
    public const string MeanLoss = "mean-loss-micronats";

    /// <summary>Held-out loss of the ticket's base, in millionths of a bit a byte.</summary>
    public const string BaseBits = "base-microbits-per-byte";
}
