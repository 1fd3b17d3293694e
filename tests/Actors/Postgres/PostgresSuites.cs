using Tapestry.Actors.Tests.Backends;
using Tapestry.Actors.Tests.Hosting;
using Tapestry.Actors.Tests.Jobs;
using Tapestry.Actors.Tests.Reminders;
using Tapestry.Actors.Tests.Storage;
using Tapestry.Actors.Tests.Streams;

namespace Tapestry.Actors.Tests.Postgres;

// All that PostgreSQL needs to join the contract suites.
public sealed class PostgresGrainCallTests : GrainCallContract<PostgresBackend>;

public sealed class PostgresGrainRulesTests : GrainRulesContract<PostgresBackend>;

public sealed class PostgresGrainLimitsTests : GrainLimitsContract<PostgresBackend>;

public sealed class PostgresGrainStateTests : GrainStateContract<PostgresBackend>;

public sealed class PostgresEventStreamTests : EventStreamContract<PostgresBackend>;

public sealed class PostgresReminderTests : ReminderContract<PostgresBackend>;

public sealed class PostgresJobTests : JobContract<PostgresBackend>;

public sealed class PostgresGrainStoreTests : GrainStoreContract<PostgresBackend>;

public sealed class PostgresGrainModelTests : GrainModelContract<PostgresBackend>;

public sealed class PostgresJobLeaseTests : JobLeaseContract<PostgresBackend>;

public sealed class PostgresJobWorkerTests : JobWorkerContract<PostgresBackend>;
