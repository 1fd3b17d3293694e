namespace Tapestry.Actors.Postgres;

/// <summary>
/// Up to where positions are final. Transactions take positions in one order and become visible in another, so below the
/// last visible position one may still appear. It cannot once every transaction that was appending then has ended.
/// </summary>
internal sealed class SettledPosition(PostgresConnections connections, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(1);
    private long _settled;

    /// <summary>A settled position that covers everything committed before the call.</summary>
    public async Task<long> AdvanceAsync(CancellationToken cancellationToken)
    {
        var last = (await connections.ReadAsync(
            EventStatements.LastPosition(), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false)).Single();
        if (last > Volatile.Read(ref _settled))
        {
            var appenders = await AppendersAsync(cancellationToken).ConfigureAwait(false);
            while (appenders.Count > 0)
            {
                await Task.Delay(Between, time, cancellationToken).ConfigureAwait(false);
                appenders.IntersectWith(await AppendersAsync(cancellationToken).ConfigureAwait(false));
            }

            Raise(last);
        }

        return last;
    }

    private async Task<HashSet<string>> AppendersAsync(CancellationToken cancellationToken) =>
        [.. await connections.ReadAsync(EventStatements.Appenders(), row => row.GetString(0), cancellationToken)
            .ConfigureAwait(false)];

    private void Raise(long last)
    {
        long settled;
        do
        {
            settled = Volatile.Read(ref _settled);
        }
        while (settled < last && Interlocked.CompareExchange(ref _settled, last, settled) != settled);
    }
}
