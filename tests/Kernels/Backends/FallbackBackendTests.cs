using Tapestry.Kernels.Backends;
using Tapestry.Kernels.Cpu;

namespace Tapestry.Kernels.Tests.Backends;

/// <summary>The contract where the device is gone at every call.</summary>
public sealed class FallbackBackendTests : KernelBackendContract
{
    protected override IKernelBackend Backend => new FallbackBackend(new GoneBackend(), new CpuBackend(), _ => { });

    [Fact]
    public void Only_the_first_failure_warns()
    {
        var warnings = new List<string>();
        using var backend = new FallbackBackend(new GoneBackend(), new CpuBackend(), warnings.Add);
        backend.Pack([1], 8, new byte[1]);
        backend.Pack([1], 8, new byte[1]);

        Assert.Equal(
            $"OpenCL is not used: clFinish failed: CL_OUT_OF_RESOURCES (-5). The kernels run on {backend.Description} instead, with the same results.",
            Assert.Single(warnings));
    }
}
