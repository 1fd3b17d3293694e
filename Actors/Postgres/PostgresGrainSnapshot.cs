using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Postgres;

/// <summary>A read-only transaction; its view is that of its first read.</summary>
internal sealed class PostgresGrainSnapshot(PostgresSession session) : IGrainSnapshot
{
    public async ValueTask<GrainRow?> LoadAsync(GrainId id, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync(
            GrainStatements.Find(id), row => GrainStatements.Read(id, row), cancellationToken).ConfigureAwait(false);
        return rows.SingleOrDefault();
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
