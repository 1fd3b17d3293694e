using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Tapestry.Silo.Telemetry;

namespace Tapestry.Silo.Http;

/// <summary>
/// Says on ASP.NET Core's span of a request which operation it was. The address itself stays out: it names sites,
/// datasets and digests.
/// </summary>
internal static class RequestSpan
{
    /// <summary>Null while nobody listens.</summary>
    private static Activity? Current => Activity.Current is { } span && span.Source.HasListeners() ? span : null;

    public static void Begin(ApiOperation operation)
    {
        if (Current is { } span)
        {
            span.DisplayName = $"{operation.Method} {operation.Path}";
            span.SetTag(SiloTelemetry.HttpMethod, operation.Method).SetTag(SiloTelemetry.HttpRoute, operation.Path);
        }
    }

    public static void End(HttpContext context) => Current?.SetTag(SiloTelemetry.HttpStatus, context.Response.StatusCode);

    /// <param name="code">The problem's.</param>
    /// <param name="isFault">Whether it is the region's own.</param>
    public static void Refused(string code, bool isFault)
    {
        Current?.SetTag(SiloTelemetry.ProblemCode, code);
        if (isFault)
        {
            Current?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
