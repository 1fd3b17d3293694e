namespace Tapestry.Actors;

/// <summary>A call marked <see cref="ReadOnlyCallAttribute"/> tried to write.</summary>
public sealed class ReadOnlyCallException(GrainId grain, string method, string what)
    : GrainHostException(
        $"{grain}.{method} is marked ReadOnlyCall but {what}. "
        + "Remedy: drop the write, or drop the attribute (and call it from no read-only call).")
{
    /// <summary>The grain.</summary>
    public GrainId Grain { get; } = grain;

    /// <summary>The method that ran.</summary>
    public string Method { get; } = method;
}
