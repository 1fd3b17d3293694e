using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Sites;

namespace Tapestry.Grains.Interfaces.Gateway;

/// <summary>A site makes itself known to the region.</summary>
public sealed record SiteRegistration : SiteMessage
{
    /// <summary>The consortium whose member it is.</summary>
    public required ConsortiumId Consortium { get; init; }

    /// <summary>Labels of its data.</summary>
    public required DatasetDeclaration Dataset { get; init; }
}
