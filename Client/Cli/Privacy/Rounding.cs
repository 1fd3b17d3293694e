using System.Globalization;

namespace Tapestry.Client.Cli.Privacy;

/// <summary>Figures for people: six decimals, never below the value, so that the printed bound holds too.</summary>
internal static class Rounding
{
    private const double Decimals = 1e6;

    public static string Up(double value) => (Math.Ceiling(value * Decimals) / Decimals).ToString(CultureInfo.InvariantCulture);
}
