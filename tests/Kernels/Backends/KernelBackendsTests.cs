using Tapestry.Kernels.Backends;
using Tapestry.Kernels.Cpu;
using Tapestry.Kernels.OpenCl;
using Tapestry.Kernels.Tests.OpenCl;

namespace Tapestry.Kernels.Tests.Backends;

public sealed class KernelBackendsTests
{
    private readonly List<string> warnings = [];

    [Fact]
    public void The_cpu_is_chosen_without_a_word()
    {
        using var backend = KernelBackends.Choose(BackendPreference.Cpu, warnings.Add);

        Assert.IsType<CpuBackend>(backend);
        Assert.Empty(warnings);
    }

    [Fact]
    public void OpenCl_is_chosen_without_a_word_where_it_works()
    {
        using var backend = KernelBackends.Choose(BackendPreference.OpenCl, warnings.Add);

        Assert.StartsWith("OpenCL, ", backend.Description, StringComparison.Ordinal);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Without_a_loader_the_cpu_takes_over() =>
        AssertCpu(() => Start(OpenClLibrary.Load("libOpenCL-that-is-not-here.so.1")), "No OpenCL loader");

    [Fact]
    public void With_a_loader_that_is_too_old_the_cpu_takes_over() =>
        AssertCpu(() => Start(OpenClLibrary.Load("libc.so.6")), "older than OpenCL 1.2");

    [Theory]
    [InlineData("clGetPlatformIDs", -1001, "knows no device")]
    [InlineData("clGetDeviceIDs", -1, "knows no device")]
    [InlineData("clGetPlatformIDs", -6, "clGetPlatformIDs failed: CL_OUT_OF_HOST_MEMORY (-6)")]
    [InlineData("clGetDeviceIDs", -32, "clGetDeviceIDs failed: CL_INVALID_PLATFORM (-32)")]
    [InlineData("clGetDeviceInfo", -9999, "clGetDeviceInfo failed: an error without a standard name (-9999)")]
    [InlineData("clCreateContext", -2, "clCreateContext failed: CL_DEVICE_NOT_AVAILABLE (-2)")]
    [InlineData("clCreateCommandQueue", -5, "clCreateCommandQueue failed")]
    [InlineData("clCreateProgramWithSource", -5, "clCreateProgramWithSource failed")]
    [InlineData("clBuildProgram", -11, "clBuildProgram failed: CL_BUILD_PROGRAM_FAILURE (-11)")]
    public void With_a_broken_driver_the_cpu_takes_over(string function, int code, string reason) => AssertCpu(
        () =>
        {
            PlantedFault.Arm(function, code: code);
            return Start(FaultyOpenCl.Api);
        },
        reason);

    [Fact]
    public void With_a_source_that_does_not_compile_the_cpu_takes_over_and_the_log_is_told() => AssertCpu(
        () => new OpenClBackend(OpenClLibrary.Load(), new OpenClOptions(), "kernel void broken() { not_declared = 1; }"),
        "not_declared");

    [Fact]
    public void With_a_name_that_no_device_has_the_cpu_takes_over() => AssertCpu(
        () => new OpenClBackend(new OpenClOptions { DeviceName = "no such device" }), "No OpenCL device is called 'no such device'");

    [Fact]
    public void Wrong_options_are_an_error_and_no_reason_to_fall_back()
    {
        var options = new OpenClOptions { MemoryLimitBytes = OpenClOptions.LeastMemoryBytes - 1 };

        Assert.Throws<ArgumentOutOfRangeException>(
            () => KernelBackends.Choose(BackendPreference.OpenCl, warnings.Add, options));
        Assert.Throws<ArgumentOutOfRangeException>(() => KernelBackends.Choose((BackendPreference)7, warnings.Add));
    }

    private static OpenClBackend Start(OpenClApi api) => new(api, new OpenClOptions(), ProgramSource.Read());

    private void AssertCpu(Func<OpenClBackend> start, string reason)
    {
        using var backend = KernelBackends.Choose(BackendPreference.OpenCl, warnings.Add, start);

        Assert.False(PlantedFault.Disarm());
        Assert.IsType<CpuBackend>(backend);
        var warning = Assert.Single(warnings);
        Assert.Contains(reason, warning, StringComparison.Ordinal);
        Assert.Contains(backend.Description, warning, StringComparison.Ordinal);
    }
}
