namespace Tapestry.Actors;

/// <summary>
/// A grain method awaited something other than a grain call, or went on after its call had ended; a transaction does
/// no I/O.
/// </summary>
public sealed class GrainAwaitException(GrainId grain, string method, string what)
    : GrainHostException(
        $"{grain}.{method} {what}. "
        + "Remedy: await only calls through Context.GetGrain; move I/O and long work into a job.")
{
    /// <summary>The grain.</summary>
    public GrainId Grain { get; } = grain;

    /// <summary>The method that ran.</summary>
    public string Method { get; } = method;
}
