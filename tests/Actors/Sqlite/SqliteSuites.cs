using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Hosting;
using Tapestry.Actors.Tests.Jobs;
using Tapestry.Actors.Tests.Reminders;
using Tapestry.Actors.Tests.Storage;
using Tapestry.Actors.Tests.Streams;

namespace Tapestry.Actors.Tests.Sqlite;

// All that SQLite needs to join the contract suites; another backend adds the same lines.
public sealed class SqliteGrainCallTests : GrainCallContract<SqliteBackend>;

public sealed class SqliteGrainRulesTests : GrainRulesContract<SqliteBackend>;

public sealed class SqliteGrainLimitsTests : GrainLimitsContract<SqliteBackend>;

public sealed class SqliteGrainStateTests : GrainStateContract<SqliteBackend>;

public sealed class SqliteEventStreamTests : EventStreamContract<SqliteBackend>;

public sealed class SqliteReminderTests : ReminderContract<SqliteBackend>;

public sealed class SqliteJobTests : JobContract<SqliteBackend>;

public sealed class SqliteGrainStoreTests : GrainStoreContract<SqliteBackend>;

public sealed class SqliteGrainModelTests : GrainModelContract<SqliteBackend>;

public sealed class SqliteJobLeaseTests : JobLeaseContract<SqliteBackend>;

public sealed class SqliteJobWorkerTests : JobWorkerContract<SqliteBackend>;
