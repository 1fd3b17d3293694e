using System.Globalization;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Client.Cli.Audit;

/// <summary>An audit event as a line.</summary>
internal static class AuditText
{
    public static string Line(EventView happened) => string.Create(
        CultureInfo.InvariantCulture,
        $"{happened.Position} {happened.RecordedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffffZ} {happened.Stream} #{happened.Sequence} {happened.Name} {happened.Hash}");
}
