namespace Tapestry.Privacy.SecureAggregation.Parameters;

/// <summary>A number that every site adds under the masks, such as its count of training tokens.</summary>
public sealed record SideField
{
    /// <summary>Name of the number, 1 to 64 bytes in UTF-8.</summary>
    public required string Name { get; init; }

    /// <summary>Largest value that a site may report, 1 or more; the least is 0.</summary>
    public required long MaxValue { get; init; }
}
