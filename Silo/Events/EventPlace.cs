namespace Tapestry.Silo.Events;

/// <summary>A place in the region's events.</summary>
/// <param name="Position">The last event that is done with; 0 before the first.</param>
/// <param name="Streams">Streams seen so far, where the follower has to know them.</param>
public sealed record EventPlace(long Position, IReadOnlyCollection<string> Streams)
{
    /// <summary>Before the first event.</summary>
    public static EventPlace Beginning { get; } = new(0, []);
}
