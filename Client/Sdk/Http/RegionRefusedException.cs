using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Client.Sdk.Http;

/// <summary>The region refuses with a code that has no type of its own here; see <see cref="TapestryException.Code"/>.</summary>
public sealed class RegionRefusedException(Problem problem) : TapestryException(problem.Code, problem.Detail)
{
    /// <summary>The region's answer.</summary>
    public Problem Problem { get; } = problem;
}
