namespace Tapestry.Grains.Interfaces.Http;

/// <summary>A refusal on the wire (RFC 9457, <c>application/problem+json</c>).</summary>
public sealed record Problem
{
    /// <summary>Media type of a response with a problem.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary><c>urn:tapestry:problem:</c> and the code.</summary>
    public required string Type { get; init; }

    /// <summary>The phrase of the status.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What was wrong, the value, the limit and the remedy.</summary>
    public required string Detail { get; init; }

    /// <summary>Stable, dotted code such as <c>round.not-in-cohort</c>.</summary>
    public required string Code { get; init; }
}
