using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Client.Sdk.Http;

/// <summary>No silo answered in the time that <see cref="RegionConnectionOptions.GiveUpAfter"/> allows.</summary>
public sealed class RegionUnavailableException(IReadOnlyList<Uri> silos, Uri last, string failure, TimeSpan limit) : TapestryException(
    RequestRefusalException.Unavailable,
    $"No silo of {string.Join(", ", silos)} answered within {limit.TotalSeconds:0.###} s; the last one, {last}, said: {failure.TrimEnd('.')}. "
    + "Check the addresses and that the region runs.");
