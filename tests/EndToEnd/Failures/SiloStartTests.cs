using System.Diagnostics;
using Npgsql;
using Tapestry.Client.Cli.Errors;
using Tapestry.EndToEnd.Tests.Fixtures;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Failures;

/// <summary>A silo that cannot use its database or its folder says so in one line, with the documented code, and leaves both as they were.</summary>
public sealed class SiloStartTests : IDisposable
{
    /// <summary>Root may write everywhere; without its capabilities it is a user like others.</summary>
    private static readonly string AsUser = Environment.IsPrivilegedProcess ? "exec setpriv --bounding-set=-all \"$@\"" : "exec \"$@\"";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_database_of_a_newer_build_is_refused_with_both_versions()
    {
        var database = await CreateDatabaseAsync("newer", """
            CREATE SCHEMA tapestry;
            CREATE TABLE tapestry.schema_versions (version integer PRIMARY KEY);
            INSERT INTO tapestry.schema_versions VALUES (99)
            """);

        await AssertRefusedAsync(database, "its schema 'tapestry' is version 99, this build knows versions up to ");
        Assert.Equal(1L, await CountTablesAsync(database));
    }

    [Fact]
    public async Task A_database_without_schema_whose_user_may_make_none_is_refused()
    {
        var database = await CreateDatabaseAsync("bare", "CREATE ROLE plain LOGIN");

        await AssertRefusedAsync($"{database};Username=plain", "the user lacks a right (permission denied for database bare)");
        Assert.Equal(0L, await CountTablesAsync(database));
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named() => await AssertRefusedAsync(
        $"{(await PostgresServer.SharedAsync()).ConnectionString};Database=none", "database \"none\" does not exist");

    [Fact]
    public async Task A_folder_without_rights_is_named_and_stays_empty()
    {
        var locked = Directory.CreateDirectory(folder.File("locked")).FullName;
        using (var chmod = Process.Start("chmod", ["a-w", locked]))
        {
            await chmod.WaitForExitAsync();
        }

        var end = await RunAsync("sqlite: region.db", Path.Combine(locked, "region"), AsUser);

        end.AssertFailed(ExitCodes.Environment, $"The blob store '{locked}/region' cannot be used: Access to the path");
        Assert.Empty(Directory.EnumerateFileSystemEntries(locked));
        Assert.False(File.Exists(folder.File("region.db")));
    }

    private static async Task<string> CreateDatabaseAsync(string name, string sql)
    {
        var server = (await PostgresServer.SharedAsync()).ConnectionString;
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        var database = $"{server};Database={name}";
        await ExecuteAsync(database, sql);
        return database;
    }

    private static async Task<object?> ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static Task<object?> CountTablesAsync(string database) =>
        ExecuteAsync(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'tapestry'");

    private async Task AssertRefusedAsync(string database, string told) =>
        (await RunAsync($"postgres: {database}", folder.File("region"))).AssertFailed(ExitCodes.Environment, told);

    private async Task<ProgramResult> RunAsync(string database, string shared, string script = "exec \"$@\"")
    {
        var config = folder.File("silo.yaml");
        await File.WriteAllTextAsync(config, $"name: one\nlisten: 127.0.0.1:0\ndatabase:\n  {database}\nfolder: {shared}\n");
        return await TapestryProcess.RunUnderAsync(script, "silo", "run", "--config", config);
    }
}
