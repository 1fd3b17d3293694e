using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Silo.Http;

/// <summary>Turns what an operation threw into a problem.</summary>
internal static class ProblemAnswer
{
    private const string RetryAfterSeconds = "1";

    public static Problem Of(Exception thrown) => thrown switch
    {
        TapestryException refusal => Create(refusal.Code, ProblemStatus.Of(refusal.Code), refusal.Message),
        RetriesExhaustedException or StoreConflictException or StoreUnavailableException or LimitExceededException
            or ObjectDisposedException =>
            Create(RequestRefusalException.Unavailable, StatusCodes.Status503ServiceUnavailable, thrown.Message),
        ArgumentException =>
            Create(RequestRefusalException.Malformed, StatusCodes.Status400BadRequest, thrown.Message),
        BadHttpRequestException bad =>
            Create(RequestRefusalException.Malformed, bad.StatusCode, bad.Message),
        _ => Create(
            RequestRefusalException.Internal, StatusCodes.Status500InternalServerError,
            "The region met a fault of its own; its log holds the cause under this request's trace id."),
    };

    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.Clear();
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = Problem.MediaType;
        if (problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer"; // RFC 9110 wants a scheme; members show certificates below HTTP.
        }

        await context.Response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Default.Problem), context.RequestAborted);
    }

    public static Problem Create(string code, int status, string detail) => new()
    {
        Type = $"urn:tapestry:problem:{code}",
        Title = ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = detail,
        Code = code,
    };
}
