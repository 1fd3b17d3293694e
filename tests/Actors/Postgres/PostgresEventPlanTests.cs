using System.Globalization;
using System.Text.Json;
using Npgsql;
using Tapestry.Actors.Postgres;
using Tapestry.Actors.Tests.Backends;

namespace Tapestry.Actors.Tests.Postgres;

/// <summary>However long the history, a read of events looks at those that it is about: also by a plan that is for any values.</summary>
public sealed class PostgresEventPlanTests
{
    private const int History = 100_000;
    private const int PerStream = 40;
    private const int Limit = 100;

    private static readonly string Fill =
        $"""
        INSERT INTO events (stream, sequence, name, recorded_at, payload, previous_hash, hash)
        SELECT CASE WHEN i % 2 = 0 THEN 'round/run/' || i / {2 * PerStream} ELSE 'audit/demo' END, i, 'x.happened', 0, '', '', ''
        FROM generate_series(1, {History}) AS i;
        ANALYZE events;
        SET plan_cache_mode = force_generic_plan;
        """;

    private const string Plain =
        """
        SELECT * FROM events
        WHERE position > $1 AND position <= $2 AND stream >= $3 AND stream < $4 ORDER BY position LIMIT $5
        """;

    [Theory]
    [InlineData(null, 0, Limit)]
    [InlineData(null, History - 10, 10)]
    [InlineData("audit/", 0, 2 * Limit)]
    [InlineData("audit/", History - 10, 10)]
    [InlineData("round/run/500", 0, PerStream)]
    [InlineData("round/run/500", History - 10, 10)]
    public async Task A_read_looks_at_few_events(string? streamPrefix, long after, int most)
    {
        await using var connection = await FillAsync();

        var looked = await CountAsync(connection, EventStatements.Page(streamPrefix, after, History, Limit));

        Assert.InRange(looked, 1, most);
    }

    [Fact]
    public async Task The_planner_alone_looks_at_all_events_for_those_of_one_stream()
    {
        await using var connection = await FillAsync();
        var command = EventStatements.Page("round/run/500", 0, History, Limit);
        command.CommandText = Plain;

        Assert.InRange(await CountAsync(connection, command), History / 2, History);
    }

    private static async Task<NpgsqlConnection> FillAsync()
    {
        var backend = new PostgresBackend();
        await using var store = await backend.OpenAsync();
        var connection = await backend.ConnectAsync();
        await using var fill = new NpgsqlCommand(Fill, connection);
        await fill.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Rows that the deepest part of the plan came by.</summary>
    private static async Task<double> CountAsync(NpgsqlConnection connection, NpgsqlBatchCommand command)
    {
        var values = command.Parameters.Select(
            parameter => parameter.Value is string text ? $"'{text}'" : Convert.ToString(parameter.Value, CultureInfo.InvariantCulture));
        await using var prepare = new NpgsqlCommand($"PREPARE page AS {command.CommandText}", connection);
        await prepare.ExecuteNonQueryAsync();
        await using var explain = new NpgsqlCommand($"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE page({string.Join(", ", values)})", connection);
        using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync())!);
        var node = plan.RootElement[0].GetProperty("Plan");
        while (node.TryGetProperty("Plans", out var parts))
        {
            node = parts[0];
        }

        return node.GetProperty("Actual Rows").GetDouble()
            + (node.TryGetProperty("Rows Removed by Filter", out var removed) ? removed.GetDouble() : 0);
    }
}
