using System.Text.RegularExpressions;
using Npgsql;

namespace Tapestry.Actors.Postgres;

/// <summary>Finds what is wrong with a store's options, all of it at once.</summary>
internal static partial class PostgresOptionsCheck
{
    /// <exception cref="ArgumentException">Names every fault.</exception>
    public static void Validate(PostgresStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] faults =
        [
            .. ConnectionFaults(options.ConnectionString),
            .. Fault(
                !SchemaName().IsMatch(options.Schema), nameof(options.Schema), options.Schema,
                "a lower-case letter or underscore, then up to 39 of these or digits"),
            .. Fault(options.MaxConnections is < 1 or > 1000, nameof(options.MaxConnections), options.MaxConnections, "1 to 1000"),
            .. TimeFaults(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromSeconds(1)),
            .. TimeFaults(nameof(options.LockTimeout), options.LockTimeout, TimeSpan.FromMilliseconds(1)),
            .. TimeFaults(nameof(options.StatementTimeout), options.StatementTimeout, options.LockTimeout),
            .. TimeFaults(nameof(options.IdleTransactionTimeout), options.IdleTransactionTimeout, TimeSpan.FromMilliseconds(1)),
            .. TimeFaults(nameof(options.MaxTransaction), options.MaxTransaction, TimeSpan.FromMilliseconds(1)),
            .. TimeFaults(nameof(options.MaxSilence), options.MaxSilence, TimeSpan.FromMilliseconds(1)),
            .. TimeFaults(nameof(options.MaxLookup), options.MaxLookup, TimeSpan.FromMilliseconds(1)),
        ];
        if (faults.Length > 0)
        {
            throw new ArgumentException($"The PostgreSQL settings are wrong: {string.Join("; ", faults)}.", nameof(options));
        }
    }

    private static IEnumerable<string> ConnectionFaults(string connectionString)
    {
        string? fault = null;
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            fault = string.IsNullOrEmpty(settings.Host) ? "it names no Host" : null;
        }
        catch (ArgumentException exception)
        {
            fault = exception.Message;
        }

        // The string itself may hold a password.
        return fault is null ? [] : [$"{nameof(PostgresStoreOptions.ConnectionString)} cannot be used: {fault}"];
    }

    private static IEnumerable<string> TimeFaults(string name, TimeSpan value, TimeSpan least) =>
        Fault(value < least || value > TimeSpan.FromDays(1), name, value, $"{least} to one day");

    private static IEnumerable<string> Fault(bool isWrong, string name, object value, string allowed) =>
        isWrong ? [$"{name} is '{value}', allowed is {allowed}"] : [];

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,39}$")]
    private static partial Regex SchemaName();
}
