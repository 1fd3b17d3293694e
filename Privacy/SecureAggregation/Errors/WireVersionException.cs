namespace Tapestry.Privacy.SecureAggregation.Errors;

/// <summary>Bytes of a format version that this build does not read.</summary>
public sealed class WireVersionException(string format, int version, int known) : SecureAggregationException(
    $"{format} has version {version}; this build reads version {known}. Bring both sides to the same release.")
{
    /// <summary>The version refused.</summary>
    public int Version { get; } = version;
}
