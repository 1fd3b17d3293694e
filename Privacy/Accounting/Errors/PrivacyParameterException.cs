using System.Globalization;

namespace Tapestry.Privacy.Accounting.Errors;

/// <summary>A parameter of a mechanism or of a question to an accountant is outside its range.</summary>
public sealed class PrivacyParameterException : PrivacyException
{
    private PrivacyParameterException(string name, double value, string range)
        : base($"{name} {value.ToString("R", CultureInfo.InvariantCulture)}", $"it must be {range}", "Give a value in that range")
    {
    }

    internal static double Positive(double value, string name) => value is > 0 and < double.PositiveInfinity
        ? value
        : throw new PrivacyParameterException(name, value, "a finite number above 0");

    internal static double NotNegative(double value, string name) => value is >= 0 and < double.PositiveInfinity
        ? value
        : throw new PrivacyParameterException(name, value, "a finite number of at least 0");

    internal static double OpenUnit(double value, string name) => value is > 0 and < 1
        ? value
        : throw new PrivacyParameterException(name, value, "above 0 and below 1");

    internal static double Rate(double value, string name) => value is >= 0 and <= 1
        ? value
        : throw new PrivacyParameterException(name, value, "from 0 to 1");

    internal static double Order(double value) => value is > 1 and < double.PositiveInfinity
        ? value
        : throw new PrivacyParameterException("Rényi order", value, "a finite number above 1");

    internal static long Count(long value, string name, long minimum = 1, long maximum = long.MaxValue) =>
        value >= minimum && value <= maximum
            ? value
            : throw new PrivacyParameterException(
                name, value, maximum == long.MaxValue ? $"at least {minimum}" : $"from {minimum} to {maximum}");
}
