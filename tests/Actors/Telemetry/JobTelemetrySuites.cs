using Tapestry.Actors.Tests.Backends;

namespace Tapestry.Actors.Tests.Telemetry;

[Collection(ListensToProcess.Name)]
public sealed class SqliteJobTelemetryTests : JobTelemetryContract<SqliteBackend>;

[Collection(ListensToProcess.Name)]
public sealed class PostgresJobTelemetryTests : JobTelemetryContract<PostgresBackend>;
