using Tapestry.Kernels.Backends;
using Tapestry.Kernels.OpenCl;
using Tapestry.Kernels.Tests.Backends;

namespace Tapestry.Kernels.Tests.OpenCl;

/// <summary>As chosen, with so little memory that the longest vectors of the contract go in tiles.</summary>
public sealed class TiledOpenClBackendTests(TiledOpenClBackendTests.Device device)
    : KernelBackendContract, IClassFixture<TiledOpenClBackendTests.Device>
{
    protected override IKernelBackend Backend => device.Backend;

    public sealed class Device : IDisposable
    {
        private static readonly OpenClOptions Little = new() { MemoryLimitBytes = OpenClOptions.LeastMemoryBytes };

        public IKernelBackend Backend { get; } = KernelBackends.Choose(
            BackendPreference.OpenCl,
            warning => throw new InvalidOperationException(warning),
            () => OpenClMachine.Start(Little));

        public void Dispose() => Backend.Dispose();
    }
}
