using Tapestry.Training.Models;

namespace Tapestry.Training.Tests.Models;

public sealed class ComputeDeviceTests
{
    [Theory]
    [InlineData("cpu", ComputeDeviceKind.Processor, 0, "cpu")]
    [InlineData("cuda", ComputeDeviceKind.Cuda, 0, "cuda:0")]
    [InlineData("cuda:3", ComputeDeviceKind.Cuda, 3, "cuda:3")]
    public void Names_are_read_and_written(string text, ComputeDeviceKind kind, int index, string written)
    {
        Assert.True(ComputeDevice.TryParse(text, out var device));
        Assert.Equal(new ComputeDevice(kind, index), device);
        Assert.Equal(written, device.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CUDA")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:128")]
    public void Anything_else_is_no_device(string text) => Assert.False(ComputeDevice.TryParse(text, out _));

    [Fact]
    public void A_device_that_is_not_there_is_refused_by_name_with_the_remedy()
    {
        var device = new ComputeDevice(ComputeDeviceKind.Cuda, 100);

        var error = Assert.Throws<DeviceUnavailableException>(() => new LanguageModel(TinyModels.Grouped, device: device));

        Assert.Contains("cuda:100", error.Message, StringComparison.Ordinal);
        Assert.Contains(ComputeDevice.CudaCount == 0 ? "LIBTORCH" : "counted from 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unless_told_otherwise_a_model_computes_on_the_processor()
    {
        using var model = new LanguageModel(TinyModels.Grouped);

        Assert.Equal(ComputeDevice.Processor, model.Device);
    }
}
