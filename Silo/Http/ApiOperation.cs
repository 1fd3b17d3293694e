using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tapestry.Silo.Identity;

namespace Tapestry.Silo.Http;

/// <summary>One operation of the API: how it is reached, described and done.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Template below the silo's address.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Handle">Does it.</param>
internal sealed record ApiOperation(string Method, string Path, string Summary, Func<ApiCall, Task> Handle)
{
    /// <summary>Who may call it.</summary>
    public required ApiAccess Access { get; init; }

    /// <summary>JSON of the request's body; null without one.</summary>
    public JsonTypeInfo? Request { get; init; }

    /// <summary>JSON of the response's body; null without one.</summary>
    public JsonTypeInfo? Response { get; init; }

    /// <summary>Media type of a body that is not JSON, of the request or the response; null otherwise.</summary>
    public string? Media { get; init; }

    /// <summary>Names of query parameters, all optional.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>Names of headers that the operation reads.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Status of success.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;
}
