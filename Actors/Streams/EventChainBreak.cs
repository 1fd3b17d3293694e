namespace Tapestry.Actors;

/// <summary>The first event at which a stream's chain does not hold.</summary>
/// <param name="Event">The event.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record EventChainBreak(RecordedEvent Event, string Reason)
{
    /// <summary>Names the event and the fault.</summary>
    public override string ToString() =>
        $"Event {Event.Sequence} of {Event.Stream} at position {Event.Position} breaks the chain: {Reason}.";
}
