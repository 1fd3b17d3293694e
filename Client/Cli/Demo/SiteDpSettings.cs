using System.Globalization;

namespace Tapestry.Client.Cli.Demo;

/// <summary>What <c>--site-dp</c> asks: site-level differential privacy of the whole run.</summary>
public sealed record SiteDpSettings
{
    /// <summary>What the run may cost every member, above 0.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Probability with which epsilon may fail, above 0 and below 1.</summary>
    public required double Delta { get; init; }

    /// <summary>L2 norm to which a member's update is clipped, above 0; null for the demo's choice.</summary>
    public double? Clip { get; init; }

    /// <summary>As the command line takes it.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"epsilon={Epsilon},delta={Delta}{(Clip is { } clip ? $",clip={clip.ToString(CultureInfo.InvariantCulture)}" : "")}");
}
