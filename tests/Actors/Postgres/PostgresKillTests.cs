using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Crashes;

namespace Tapestry.Actors.Tests.Postgres;

public sealed class PostgresKillTests() : KillContract(kills: 2)
{
    protected override async Task<string[]> DatabaseAsync()
    {
        await using var backend = new PostgresBackend();
        var options = await backend.OptionsAsync();
        return ["postgres", options.ConnectionString, options.Schema];
    }
}
