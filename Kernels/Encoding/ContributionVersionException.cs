using System.Globalization;

namespace Tapestry.Kernels.Encoding;

/// <summary>The frame was written by a version that this build does not know.</summary>
public sealed class ContributionVersionException(int version) : ContributionException(
    "version",
    version.ToString(CultureInfo.InvariantCulture),
    $"Contribution frame: version is {version}, this build reads {ContributionCodec.Version}. Upgrade this side, or have the site send an older encoding.");
