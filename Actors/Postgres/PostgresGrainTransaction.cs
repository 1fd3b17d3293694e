using Npgsql;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Postgres;

/// <summary>
/// A transaction that locks every grain it loads until its end, which makes it serializable: the row by
/// <c>FOR UPDATE</c>, and a row that does not exist by an advisory lock on its key.
/// </summary>
internal sealed class PostgresGrainTransaction(PostgresWrites writes, PostgresSession session, PostgresSignals signals)
    : IGrainTransaction
{
    public async ValueTask<GrainRow?> LoadAsync(GrainId id, CancellationToken cancellationToken)
    {
        if (await LockAsync(id, cancellationToken).ConfigureAwait(false) is { } row)
        {
            return row;
        }

        // Look again under the lock: who held it may have inserted the row.
        await session.ExecuteAsync(GrainStatements.LockAbsent(id), cancellationToken).ConfigureAwait(false);
        return await LockAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ReminderRow?> FindReminderAsync(
        GrainId grain, string name, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync(
            ReminderStatements.Lock(grain, name), ReminderStatements.Read, cancellationToken).ConfigureAwait(false);
        return rows.SingleOrDefault();
    }

    public async ValueTask CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var proof = batch.Events.Count > 0 ? batch.Events[^1] : null;
        await writes.CommitAsync(session, Statements(batch), proof, cancellationToken).ConfigureAwait(false);
        signals.Raise(
            (batch.Events.Count > 0 ? SignalKinds.Events : SignalKinds.None)
            | (batch.Reminders.Count > 0 ? SignalKinds.Reminders : SignalKinds.None)
            | (batch.Jobs.Count > 0 ? SignalKinds.Jobs : SignalKinds.None));
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    /// <summary>Events come last: positions that are taken but not yet visible hold up those who read events.</summary>
    private static IEnumerable<NpgsqlBatchCommand> Statements(CommitBatch batch) =>
    [
        .. batch.Grains.Select(GrainStatements.Save),
        .. batch.Reminders.Select(ReminderStatements.Apply),
        .. batch.Jobs.Select(JobStatements.Insert),
        .. batch.Events.Select(EventStatements.Append),
    ];

    private async Task<GrainRow?> LockAsync(GrainId id, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync(
            GrainStatements.Lock(id), row => GrainStatements.Read(id, row), cancellationToken).ConfigureAwait(false);
        return rows.SingleOrDefault();
    }
}
