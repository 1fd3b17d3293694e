namespace Tapestry.Actors;

/// <summary>A row holds a state version that this build cannot read; the row was left as it is.</summary>
public sealed class UnknownStateVersionException(GrainId grain, int found, int supported, string remedy)
    : GrainHostException(
        $"{grain} is stored with state version {found}; this build supports version {supported}. Remedy: {remedy}")
{
    /// <summary>The grain.</summary>
    public GrainId Grain { get; } = grain;

    /// <summary>Version in the row.</summary>
    public int Found { get; } = found;

    /// <summary>Version registered in this build.</summary>
    public int Supported { get; } = supported;
}
