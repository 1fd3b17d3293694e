using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Grains.Interfaces.Sites;

/// <summary>A site is addressed that never registered with this region.</summary>
public sealed class SiteNotRegisteredException(string site) : TapestryException(
    "site.not-registered", $"Site '{site}' is not registered in this region: register it before it takes part.");
