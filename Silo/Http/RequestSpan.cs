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
    public static void Begin(ApiOperation operation)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            span.DisplayName = $"{operation.Method} {operation.Path}";
            span.SetTag(SiloTelemetry.HttpMethod, operation.Method).SetTag(SiloTelemetry.HttpRoute, operation.Path);
        }
    }

    public static void End(HttpContext context)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            span.SetTag(SiloTelemetry.HttpStatus, context.Response.StatusCode);
        }
    }

    public static void Refused(string code, bool isFault)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            span.SetTag(SiloTelemetry.ProblemCode, code);
            span.SetStatus(isFault ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }
    }
}
