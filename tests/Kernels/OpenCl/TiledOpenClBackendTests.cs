using Tapestry.Kernels.Backends;
using Tapestry.Kernels.OpenCl;
using Tapestry.Kernels.Tests.Backends;

namespace Tapestry.Kernels.Tests.OpenCl;

/// <summary>With so little memory that the longest vectors of the contract go in tiles.</summary>
public sealed class TiledOpenClBackendTests(TiledOpenClBackendTests.Device device)
    : KernelBackendContract, IClassFixture<TiledOpenClBackendTests.Device>
{
    protected override IKernelBackend Backend => device.Backend;

    public sealed class Device : IDisposable
    {
        public IKernelBackend Backend { get; } =
            OpenClMachine.Start(new OpenClOptions { MemoryLimitBytes = OpenClOptions.LeastMemoryBytes });

        public void Dispose() => Backend.Dispose();
    }
}
