namespace Tapestry.Actors.Storage;

/// <summary>
/// A serializable transaction; loading a grain locks it against every other transaction until the end, also when it has
/// no row yet. One operation at a time.
/// </summary>
public interface IGrainTransaction : IGrainSnapshot
{
    /// <summary>The reminder of a loaded grain, or null when there is none.</summary>
    ValueTask<ReminderRow?> FindReminderAsync(GrainId grain, string name, CancellationToken cancellationToken);

    /// <summary>Writes the whole batch and makes it durable, or throws and writes nothing.</summary>
    ValueTask CommitAsync(CommitBatch batch, CancellationToken cancellationToken);
}
