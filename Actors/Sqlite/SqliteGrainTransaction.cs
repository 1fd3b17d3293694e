using Microsoft.Data.Sqlite;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>A write transaction. SQLite has one writer, so holding it locks every grain.</summary>
internal sealed class SqliteGrainTransaction(SqliteWriter writer, SqliteSession session, CommitSignals signals)
    : IGrainTransaction
{
    public ValueTask<GrainRow?> LoadAsync(GrainId id, CancellationToken cancellationToken)
    {
        try
        {
            return new ValueTask<GrainRow?>(session.Grains.Find(id));
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Translate(fault, writer.Path);
        }
    }

    public ValueTask<ReminderRow?> FindReminderAsync(GrainId grain, string name, CancellationToken cancellationToken)
    {
        try
        {
            return new ValueTask<ReminderRow?>(session.Reminders.Find(grain, name));
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Translate(fault, writer.Path);
        }
    }

    public ValueTask CommitAsync(CommitBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            Write(batch);
            session.Commit();
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Translate(fault, writer.Path);
        }

        Raise(batch);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        writer.End();
        return ValueTask.CompletedTask;
    }

    private void Write(CommitBatch batch)
    {
        foreach (var row in batch.Grains)
        {
            session.Grains.Save(row);
        }

        foreach (var added in batch.Events)
        {
            session.Events.Append(added);
        }

        foreach (var change in batch.Reminders)
        {
            session.Reminders.Apply(change);
        }

        foreach (var job in batch.Jobs)
        {
            session.Jobs.Insert(job);
        }
    }

    private void Raise(CommitBatch batch)
    {
        if (batch.Events.Count > 0)
        {
            signals.Events.Raise();
        }

        if (batch.Reminders.Count > 0)
        {
            signals.Reminders.Raise();
        }

        if (batch.Jobs.Count > 0)
        {
            signals.Jobs.Raise();
        }
    }
}
