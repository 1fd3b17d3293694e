using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Gateway;

// One contract, two ways to the region (design rule 6).
public sealed class InProcessUploadTests : UploadContract<InProcessTransport>;

public sealed class HttpUploadTests : UploadContract<HttpTransport>;

public sealed class InProcessWaitingTests : WaitingContract<InProcessTransport>;

public sealed class HttpWaitingTests : WaitingContract<HttpTransport>;
