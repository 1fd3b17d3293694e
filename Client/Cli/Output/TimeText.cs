using System.Globalization;

namespace Tapestry.Client.Cli.Output;

/// <summary>Moments in lines for people: UTC, to the second.</summary>
internal static class TimeText
{
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
