using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Silo.Http;

/// <summary>API v1 of a region over HTTP.</summary>
public sealed partial class SiloApi : IDisposable
{
    private readonly RegionAccess region;
    private readonly ApiLimits limits;
    private readonly RateLimits rates;
    private readonly ILogger logger;
    private readonly CancellationToken draining;

    /// <summary>The API of a region.</summary>
    /// <param name="region">What it serves.</param>
    /// <param name="limits">What it takes.</param>
    /// <param name="logger">Told the cause of every fault.</param>
    /// <param name="draining">Ends long polls and streams of events, so that the silo can stop.</param>
    public SiloApi(RegionAccess region, ApiLimits limits, ILogger logger, CancellationToken draining = default)
    {
        this.draining = draining;
        this.region = region;
        this.limits = limits;
        this.logger = logger;
        rates = new RateLimits(limits);
    }

    internal static IReadOnlyList<ApiOperation> Operations { get; } =
    [
        .. MessageOperations.All, .. TransferOperations.All, .. ViewOperations.All, .. EventOperations.All,
        new(HttpMethods.Get, ApiPaths.Description, "Describes this API (OpenAPI 3.1).", call =>
        {
            call.Context.Response.ContentType = "application/json";
            return call.Context.Response.WriteAsync(ApiDescription.Text, call.Aborted);
        }),
    ];

    /// <summary>Adds the operations, and a problem for every other address.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var operation in Operations)
        {
            routes.MapMethods(operation.Path, [operation.Method], (RequestDelegate)(context => RunAsync(context, operation)));
        }

        routes.MapFallback((RequestDelegate)(context => ProblemAnswer.WriteAsync(context, ProblemAnswer.Create(
            RequestRefusalException.NotFound, StatusCodes.Status404NotFound,
            $"There is no {context.Request.Method} {context.Request.Path}: {ApiPaths.Description} lists what there is."))));
    }

    /// <inheritdoc/>
    public void Dispose() => rates.Dispose();

    private async Task RunAsync(HttpContext context, ApiOperation operation)
    {
        try
        {
            using var admitted = rates.Admit(context);
            await operation.Handle(new ApiCall(context, region, limits, draining));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
#pragma warning disable CA1031 // The one place where a fault becomes an answer.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            await AnswerAsync(context, thrown);
        }
    }

    private async Task AnswerAsync(HttpContext context, Exception thrown)
    {
        var problem = ProblemAnswer.Of(thrown);
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            LogFault(logger, context.TraceIdentifier, problem.Code, thrown);
        }

        if (context.Response.HasStarted)
        {
            // Too late for an answer; the client sees a transfer that was cut.
            context.Abort();
            return;
        }

        await ProblemAnswer.WriteAsync(context, problem);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {TraceId} ended as {Code}")]
    private static partial void LogFault(ILogger logger, string traceId, string code, Exception cause);
}
