using Tapestry.Kernels.OpenCl;

namespace Tapestry.Kernels.Tests.OpenCl.Devices;

public sealed class DeviceDiscoveryTests
{
    [Fact]
    public void This_machine_has_a_usable_device_and_its_figures_are_plausible()
    {
        var device = OpenClDevices.Discover().FirstOrDefault(device => OpenClDevices.Refusal(device) is null);

        Assert.True(device is not null, "Install pocl-opencl-icd and ocl-icd-libopencl1.");
        Assert.NotEqual("", device.Name);
        Assert.InRange(device.MemoryBytes, 1 << 20, long.MaxValue);
        Assert.InRange(device.LargestBufferBytes, 1 << 20, device.MemoryBytes);
        Assert.InRange(device.ComputeUnits, 1, 100_000);
        Assert.Contains("cl_khr_byte_addressable_store", device.Extensions);
        Assert.Equal(device.Extensions.Order(StringComparer.Ordinal), device.Extensions);
    }

    [Fact]
    public void Kinds_and_features_have_the_numbers_of_the_api()
    {
        Assert.Equal((2, 4, 8), ((int)OpenClDeviceKind.Cpu, (int)OpenClDeviceKind.Gpu, (int)OpenClDeviceKind.Accelerator));
        Assert.Equal((1, 4, 32), ((int)SinglePrecision.Denormals, (int)SinglePrecision.RoundToNearest, (int)SinglePrecision.FusedMultiplyAdd));
        Assert.Equal((2, 128), ((int)SinglePrecision.InfinityAndNaN, (int)SinglePrecision.CorrectDivideAndSqrt));
    }

    [Theory]
    [InlineData("OpenCL 1.2 vendor 7", 1, 2)]
    [InlineData("OpenCL 3.0", 3, 0)]
    public void A_version_is_read_as_the_specification_writes_it(string text, int major, int minor) =>
        Assert.Equal(new Version(major, minor), DeviceDiscovery.ParseVersion(text));

    [Theory]
    [InlineData("")]
    [InlineData("1.2")]
    [InlineData("OpenCL new")]
    public void Another_version_is_an_error_that_quotes_it(string text) => Assert.Contains(
        $"'{text}'",
        Assert.Throws<OpenClException>(() => DeviceDiscovery.ParseVersion(text)).Message,
        StringComparison.Ordinal);
}
