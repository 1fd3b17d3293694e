namespace Tapestry.Actors;

/// <summary>A row holds JSON that is no state of its grain; the row was left as it is.</summary>
public sealed class CorruptStateException(GrainId grain, Exception innerException)
    : GrainHostException(
        $"The stored state of {grain} cannot be read: {innerException.Message} "
        + "Remedy: restore the database from a backup.",
        innerException)
{
    /// <summary>The grain.</summary>
    public GrainId Grain { get; } = grain;
}
