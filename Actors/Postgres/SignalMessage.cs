using System.Globalization;

namespace Tapestry.Actors.Postgres;

/// <summary>What silos tell each other by <c>NOTIFY</c>: <c>1 SENDER KINDS</c>, the first number being the layout's version.</summary>
internal sealed record SignalMessage(Guid Sender, SignalKinds Kinds)
{
    private const string Version = "1";

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Version} {Sender:N} {(int)Kinds}");

    /// <summary>Null for a layout of another build.</summary>
    public static SignalMessage? Parse(string payload) =>
        payload.Split(' ') is [Version, var sender, var kinds] && Guid.TryParseExact(sender, "N", out var id)
        && int.TryParse(kinds, CultureInfo.InvariantCulture, out var number)
            ? new SignalMessage(id, (SignalKinds)number & SignalKinds.All)
            : null;
}
