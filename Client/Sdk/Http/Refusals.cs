using System.Net;
using System.Text.Json;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;

namespace Tapestry.Client.Sdk.Http;

/// <summary>Turns a problem back into the exception that the region threw.</summary>
internal static class Refusals
{
    public static TapestryException Of(Problem problem) => problem.Code.Split('.')[0] switch
    {
        "round" => new RoundException(problem.Code, problem.Detail),
        "run" => new RunException(problem.Code, problem.Detail),
        "consortium" => new ConsortiumException(problem.Code, problem.Detail),
        "ledger" => new LedgerException(problem.Code, problem.Detail),
        "identity" => new IdentityException(problem.Code, problem.Detail),
        "id" => new InvalidIdException(problem.Detail),
        _ => new RegionRefusedException(problem),
    };

    /// <summary>Reads a response's problem; one that is not the region's own, of a proxy say, keeps its status.</summary>
    public static async Task<Problem> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            if (response.Content.Headers.ContentType?.MediaType == Problem.MediaType
                && JsonSerializer.Deserialize(body, ApiJson.Default.Problem) is { } problem)
            {
                return problem;
            }
        }
        catch (JsonException)
        {
            // Not the region's.
        }

        return Unknown(response.StatusCode);
    }

    /// <summary>The problem that a successful answer of another shape is.</summary>
    public static Problem Unreadable(Type type, JsonException unfit) => Unknown(
        HttpStatusCode.OK, $"The answer is not a {type.Name} ({unfit.Message.TrimEnd('.')}): check the address and that client and region are of one version.");

    private static Problem Unknown(HttpStatusCode status) =>
        Unknown(status, $"The address answered {(int)status} and is not a region's: check it.");

    private static Problem Unknown(HttpStatusCode status, string detail) => new()
    {
        Type = "about:blank",
        Title = status.ToString(),
        Status = (int)status,
        Detail = detail,
        Code = "region.unknown-answer",
    };
}
