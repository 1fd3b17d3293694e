using Microsoft.Data.Sqlite;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Sqlite;

/// <summary>A read transaction; its view is that of its first read.</summary>
internal sealed class SqliteGrainSnapshot(SqliteReaders readers, SqliteSession session) : IGrainSnapshot
{
    private bool _isBegun;

    public ValueTask<GrainRow?> LoadAsync(GrainId id, CancellationToken cancellationToken)
    {
        try
        {
            if (!_isBegun)
            {
                session.BeginRead();
                _isBegun = true;
            }

            return new ValueTask<GrainRow?>(session.Grains.Find(id));
        }
        catch (SqliteException fault)
        {
            throw SqliteFaults.Translate(fault, readers.Path);
        }
    }

    public ValueTask DisposeAsync()
    {
        readers.Return(session);
        return ValueTask.CompletedTask;
    }
}
