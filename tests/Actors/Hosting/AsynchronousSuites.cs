using Tapestry.Actors.Tests.Backends;

namespace Tapestry.Actors.Tests.Hosting;

public sealed class AsynchronousGrainCallTests : GrainCallContract<AsynchronousBackend>;
