using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tapestry.Silo.Telemetry;

/// <summary>Where a silo reports; it costs next to nothing while nobody listens. docs/telemetry.md lists everything.</summary>
public static class SiloTelemetry
{
    /// <summary>Name of its meter and of its activity source.</summary>
    public const string Name = "Tapestry.Silo";

    internal const string Run = "tapestry.run.id";
    internal const string Round = "tapestry.round.number";
    internal const string RoundResult = "tapestry.round.outcome";
    internal const string Phase = "tapestry.round.phase";
    internal const string Attempt = "tapestry.round.attempt";
    internal const string ContributionResult = "tapestry.contribution.outcome";
    internal const string Site = "tapestry.site.id";
    internal const string Dataset = "tapestry.dataset.name";
    internal const string BodyKind = "tapestry.api.body";
    internal const string ProblemCode = "tapestry.problem.code";

    // Of OpenTelemetry's conventions.
    internal const string ErrorType = "error.type";
    internal const string Direction = "network.io.direction";
    internal const string HttpMethod = "http.request.method";
    internal const string HttpRoute = "http.route";
    internal const string HttpStatus = "http.response.status_code";

    internal static readonly Meter Meter = new(Name);

    internal static readonly ActivitySource Source = new(Name);
}
