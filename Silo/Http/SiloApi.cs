using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Identity;

namespace Tapestry.Silo.Http;

/// <summary>API v1 of a region over HTTP.</summary>
public sealed partial class SiloApi : IDisposable
{
    private readonly RegionAccess region;
    private readonly ApiLimits limits;
    private readonly RateLimits rates;
    private readonly StagedUploads uploads;
    private readonly Authentication authentication;
    private readonly ILogger logger;
    private readonly CancellationToken draining;

    /// <summary>The API of a region.</summary>
    /// <param name="region">What it serves.</param>
    /// <param name="limits">What it takes.</param>
    /// <param name="identity">Whom it takes at their word; null takes everybody.</param>
    /// <param name="logger">Told the cause of every fault.</param>
    /// <param name="draining">Ends long polls and streams of events, so that the silo can stop.</param>
    public SiloApi(RegionAccess region, ApiLimits limits, RegionIdentity? identity, ILogger logger, CancellationToken draining = default)
    {
        this.draining = draining;
        this.region = region;
        this.limits = limits;
        this.logger = logger;
        rates = new RateLimits(limits);
        uploads = new StagedUploads(region);
        authentication = new Authentication(region, identity);
    }

    internal static IReadOnlyList<ApiOperation> Operations { get; } =
    [
        .. MessageOperations.All, .. TransferOperations.All, .. ViewOperations.All, .. CatalogOperations.All, .. EventOperations.All,
        new(HttpMethods.Get, ApiPaths.Description, "Describes this API (OpenAPI 3.1).", call =>
        {
            call.Context.Response.ContentType = "application/json";
            return call.Context.Response.WriteAsync(ApiDescription.Text, call.Aborted);
        })
        {
            Access = ApiAccess.Everybody,
        },
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
        RequestSpan.Begin(operation);
        try
        {
            var caller = await AuthenticateAsync(context);
            using var admitted = rates.Admit(caller.Identity);
            Check(operation, caller, context);
            await operation.Handle(new ApiCall(
                context, region, uploads, limits, caller, () => authentication.AuthenticateAsync(context), draining));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (ConnectionResetException)
        {
            // The client tore its own request: no fault of the region, and nobody to answer.
        }
#pragma warning disable CA1031 // The one place where a fault becomes an answer.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            await AnswerAsync(context, thrown);
        }
        finally
        {
            RequestSpan.End(context);
        }
    }

    /// <summary>Whoever is refused counts against its address, so that guessing is slow.</summary>
    private async Task<Caller> AuthenticateAsync(HttpContext context)
    {
        try
        {
            return await authentication.AuthenticateAsync(context);
        }
        catch (IdentityException)
        {
            rates.Admit(Authentication.AddressOf(context)).Dispose();
            throw;
        }
    }

    private static void Check(ApiOperation operation, Caller caller, HttpContext context)
    {
        operation.Access.Check(caller);
        if (operation.Access.AsItself && context.Request.RouteValues.TryGetValue("site", out var site))
        {
            caller.CheckSpeaksFor(new SiteId((string)site!));
        }
    }

    private async Task AnswerAsync(HttpContext context, Exception thrown)
    {
        var problem = ProblemAnswer.Of(thrown);
        var isFault = problem.Status >= StatusCodes.Status500InternalServerError;
        RequestSpan.Refused(problem.Code, isFault);
        if (isFault)
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
