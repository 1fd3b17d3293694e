using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Sites.Events;

/// <summary>Audit event: a site declared itself and its data.</summary>
public sealed record SiteRegistered(SiteId Site, ConsortiumId Consortium, DatasetDeclaration Dataset);
