namespace Tapestry.Actors.Storage;

/// <summary>Everything one transaction writes.</summary>
public sealed record CommitBatch
{
    /// <summary>Rows to insert or replace.</summary>
    public IReadOnlyList<GrainRow> Grains { get; init; } = [];

    /// <summary>Events to append, in this order; positions ascend in it.</summary>
    public IReadOnlyList<NewEvent> Events { get; init; } = [];

    /// <summary>Reminders to set or remove, in this order.</summary>
    public IReadOnlyList<ReminderChange> Reminders { get; init; } = [];

    /// <summary>Jobs to queue; one whose id exists is left as it is.</summary>
    public IReadOnlyList<NewJob> Jobs { get; init; } = [];

    /// <summary>True when there is nothing to write.</summary>
    public bool IsEmpty => Grains.Count + Events.Count + Reminders.Count + Jobs.Count == 0;
}
