using Tapestry.Kernels.OpenCl;

namespace Tapestry.Kernels.Tests.OpenCl;

public sealed class OpenClOptionsTests
{
    [Fact]
    public void The_environment_names_the_device_and_limits_its_memory()
    {
        var options = Read(("TAPESTRY_OPENCL_DEVICE", " H200 "), ("TAPESTRY_OPENCL_MEMORY_MIB", "3"));

        Assert.Equal(new OpenClOptions { DeviceName = "H200", MemoryLimitBytes = 3 << 20 }, options);
    }

    [Fact]
    public void An_environment_that_says_nothing_leaves_both_open() =>
        Assert.Equal(new OpenClOptions(), Read(("TAPESTRY_OPENCL_DEVICE", ""), ("TAPESTRY_OPENCL_MEMORY_MIB", " ")));

    [Theory]
    [InlineData("1")]
    [InlineData("-3")]
    [InlineData("4 GiB")]
    [InlineData("99999999999")]
    public void Another_memory_is_an_error_that_quotes_it(string text) => Assert.Contains(
        $"TAPESTRY_OPENCL_MEMORY_MIB is '{text}'",
        Assert.Throws<FormatException>(() => Read(("TAPESTRY_OPENCL_MEMORY_MIB", text))).Message,
        StringComparison.Ordinal);

    private static OpenClOptions Read(params (string Name, string Value)[] variables) => OpenClOptions.FromEnvironment(
        name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
