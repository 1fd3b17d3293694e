using Tapestry.Kernels.Backends;
using Tapestry.Kernels.Tests.Backends;

namespace Tapestry.Kernels.Tests.OpenCl;

public sealed class OpenClBackendTests(OpenClBackendTests.Device device)
    : KernelBackendContract, IClassFixture<OpenClBackendTests.Device>
{
    protected override IKernelBackend Backend => device.Backend;

    public sealed class Device : IDisposable
    {
        public IKernelBackend Backend { get; } = OpenClMachine.Start();

        public void Dispose() => Backend.Dispose();
    }
}
