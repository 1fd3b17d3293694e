namespace Tapestry.Actors.Storage;

/// <summary>Wakes those who wait for committed events, reminders or jobs.</summary>
public sealed class CommitSignals
{
    /// <summary>Events were appended.</summary>
    public CommitSignal Events { get; } = new();

    /// <summary>Reminders were set.</summary>
    public CommitSignal Reminders { get; } = new();

    /// <summary>Jobs can be claimed sooner than before.</summary>
    public CommitSignal Jobs { get; } = new();
}
