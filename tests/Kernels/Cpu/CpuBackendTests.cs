using Tapestry.Kernels.Backends;
using Tapestry.Kernels.Cpu;
using Tapestry.Kernels.Tests.Backends;

namespace Tapestry.Kernels.Tests.Cpu;

public sealed class CpuBackendTests : KernelBackendContract
{
    protected override IKernelBackend Backend { get; } = new CpuBackend(cores: 2);

    [Fact]
    public void It_has_a_core_at_least() => Assert.Throws<ArgumentOutOfRangeException>(() => new CpuBackend(cores: 0));
}
