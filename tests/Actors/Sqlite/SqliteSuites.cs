using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Hosting;

namespace Tapestry.Actors.Tests.Sqlite;

// All that SQLite needs to join the contract suites; another backend adds the same lines.
public sealed class SqliteGrainCallTests : GrainCallContract<SqliteBackend>;
