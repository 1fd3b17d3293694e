namespace Tapestry.Client.Site.Rounds;

/// <summary>What a local phase measured; it leaves the site in the clear or under masks, as the member's policy says.</summary>
/// <param name="Tokens">Training tokens.</param>
/// <param name="MeanLoss">Mean training loss, nats a token.</param>
/// <param name="BaseBitsPerByte">Bits per byte of the ticket's base on held-out data.</param>
public sealed record LocalMetrics(long Tokens, double MeanLoss, double BaseBitsPerByte)
{
    private const double Micro = 1e6;

    /// <summary>The whole number that travels under a name of <see cref="Grains.Interfaces.Secure.SideValue"/>; 0 for a name that this build does not know.</summary>
    /// <param name="name">The name.</param>
    /// <param name="maximum">What a larger value, or one that is not a number, counts as.</param>
    public long SideValue(string name, long maximum)
    {
        var value = name switch
        {
            Grains.Interfaces.Secure.SideValue.Tokens => Tokens,
            Grains.Interfaces.Secure.SideValue.MeanLoss => MeanLoss * Micro,
            Grains.Interfaces.Secure.SideValue.BaseBits => BaseBitsPerByte * Micro,
            _ => 0,
        };
        return value < maximum ? (long)Math.Max(0, Math.Round(value)) : maximum;
    }
}
