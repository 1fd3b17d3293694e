using Tapestry.Actors.Tests.Crashes;
using Tapestry.Testing;

namespace Tapestry.Actors.Tests.Sqlite;

public sealed class SqliteKillTests() : KillContract(kills: 4), IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override Task<string[]> DatabaseAsync() => Task.FromResult<string[]>(["sqlite", _folder.File("grains.db")]);
}
