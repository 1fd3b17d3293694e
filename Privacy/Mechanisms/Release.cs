using Tapestry.Privacy.Accounting.Errors;

namespace Tapestry.Privacy.Mechanisms;

/// <summary>A mechanism run a number of times on the same data, each time with fresh randomness.</summary>
/// <param name="Mechanism">What was run.</param>
/// <param name="Count">How often, 1 or more.</param>
/// <exception cref="PrivacyParameterException">The count is outside its range.</exception>
public sealed record Release(Mechanism Mechanism, long Count = 1)
{
    /// <summary>How often, 1 or more.</summary>
    public long Count { get; } = PrivacyParameterException.Count(Count, "number of releases");
}
