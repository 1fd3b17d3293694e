using Tapestry.Actors.Tests.Backends;

namespace Tapestry.Actors.Tests.Hosting;

public sealed class AsynchronousGrainCallTests : GrainCallContract<AsynchronousBackend>;

public sealed class AsynchronousGrainRulesTests : GrainRulesContract<AsynchronousBackend>;

public sealed class AsynchronousGrainLimitsTests : GrainLimitsContract<AsynchronousBackend>;

public sealed class AsynchronousGrainStateTests : GrainStateContract<AsynchronousBackend>;

public sealed class AsynchronousGrainModelTests : GrainModelContract<AsynchronousBackend>;
