using Npgsql;
using static Tapestry.Actors.Postgres.PostgresValues;

namespace Tapestry.Actors.Postgres;

/// <summary>What any silo does now and then for all of them.</summary>
internal static class Upkeep
{
    /// <summary>Deletes proofs of commits that nobody may look for any more.</summary>
    public static NpgsqlBatchCommand ForgetCommits() => Command(
        "DELETE FROM commits WHERE committed_at < now() - make_interval(secs => $1)",
        Value((int)(2 * CommitLookup.ProofLife).TotalSeconds));

    /// <summary>
    /// Ends sessions of silos whose transaction is older than any may be: PostgreSQL 15 has no such limit itself, and its
    /// others do not see a silo that froze in the middle of sending a commit.
    /// </summary>
    public static NpgsqlBatchCommand EndOldTransactions(TimeSpan maxTransaction) => Command(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
            AND application_name = current_setting('application_name')
            AND xact_start < now() - make_interval(secs => $1::double precision / 1000)
        """,
        Value((long)maxTransaction.TotalMilliseconds));
}
