using Tapestry.Kernels.OpenCl;

namespace Tapestry.Kernels.Tests.OpenCl.Devices;

public sealed class DeviceSelectionTests
{
    private static readonly OpenClDevice Gpu = new()
    {
        Platform = "Vendor",
        Name = "Graphics 1",
        Driver = "1",
        Kind = OpenClDeviceKind.Gpu,
        OpenClVersion = new Version(1, 2),
        MemoryBytes = 8L << 30,
        LargestBufferBytes = 2L << 30,
        LocalMemoryBytes = 32 << 10,
        ComputeUnits = 40,
        MaxWorkGroup = 1024,
        Extensions = [],
        SinglePrecision = (SinglePrecision)0xFF,
        HasDoublePrecision = false,
        IsLittleEndian = true,
        IsAvailable = true,
        HasCompiler = true,
    };

    private static readonly OpenClDevice Cpu = Gpu with { Name = "Processor", Kind = OpenClDeviceKind.Cpu, MemoryBytes = 64L << 30 };

    private static readonly OpenClDevice Accelerator = Gpu with { Name = "Board", Kind = OpenClDeviceKind.Accelerator };

    public static TheoryData<string, OpenClDevice> Unusable => new()
    {
        { "not available", Gpu with { IsAvailable = false } },
        { "no compiler", Gpu with { HasCompiler = false } },
        { "OpenCL 1.1 and 1.2 is needed", Gpu with { OpenClVersion = new Version(1, 1) } },
        { "big-endian", Gpu with { IsLittleEndian = false } },
        { "hold 32 work items and 64", Gpu with { MaxWorkGroup = 32 } },
        { "8192 bytes of local memory and 16384", Gpu with { LocalMemoryBytes = 8192 } },
        { "lacks Denormals", Gpu with { SinglePrecision = (SinglePrecision)0xFE } },
        { "lacks RoundToNearest", Gpu with { SinglePrecision = (SinglePrecision)0xFB } },
        { "lacks FusedMultiplyAdd, CorrectDivideAndSqrt", Gpu with { SinglePrecision = (SinglePrecision)0x1F } },
    };

    [Fact]
    public void Graphics_come_before_accelerators_before_processors_in_any_order_of_discovery()
    {
        Assert.Equal(Gpu, DeviceSelection.Select([Cpu, Accelerator, Gpu], name: null));
        Assert.Equal(Accelerator, DeviceSelection.Select([Cpu, Accelerator], name: null));
        Assert.Equal(Cpu, DeviceSelection.Select([Cpu], name: null));
    }

    [Fact]
    public void Among_equals_memory_decides_and_then_the_name()
    {
        var (large, second) = (Gpu with { Name = "Z", MemoryBytes = 16L << 30 }, Gpu with { Name = "Graphics 2" });

        Assert.Equal(large, DeviceSelection.Select([Gpu, second, large], name: null));
        Assert.Equal(Gpu, DeviceSelection.Select([second, Gpu], name: null));
    }

    [Theory]
    [InlineData("board")]
    [InlineData("VENDOR / BO")]
    public void A_name_decides_before_everything(string name) =>
        Assert.Equal(Accelerator, DeviceSelection.Select([Gpu, Cpu, Accelerator], name));

    [Fact]
    public void An_unknown_name_is_refused_with_those_known()
    {
        var error = Assert.Throws<OpenClException>(() => DeviceSelection.Select([Gpu, Cpu], "other"));

        Assert.Equal("No OpenCL device is called 'other'; there is Vendor / Graphics 1; Vendor / Processor.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void A_device_whose_bits_could_differ_is_passed_over_and_named(string reason, OpenClDevice unusable)
    {
        Assert.Contains(reason, OpenClDevices.Refusal(unusable), StringComparison.Ordinal);
        Assert.Equal(Cpu, DeviceSelection.Select([unusable, Cpu], name: null));
        var error = Assert.Throws<OpenClException>(() => DeviceSelection.Select([unusable], name: null));
        Assert.Contains($"{unusable}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_device_at_all_is_told_with_the_remedy() => Assert.Contains(
        "pocl-opencl-icd",
        Assert.Throws<OpenClException>(() => DeviceSelection.Select([], name: null)).Message,
        StringComparison.Ordinal);
}
