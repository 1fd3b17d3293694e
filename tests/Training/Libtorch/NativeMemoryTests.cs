using Tapestry.Training.Libtorch;
using Tapestry.Training.Models;
using Tapestry.Training.Tests.Models;

namespace Tapestry.Training.Tests.Libtorch;

/// <summary>Counters of the whole process: no other test may run meanwhile.</summary>
[Collection(nameof(AloneInProcess))]
public sealed class NativeMemoryTests
{
    [Fact]
    public void Disposal_frees_at_once_and_once()
    {
        var before = Tensor.Alive;
        var model = new LanguageModel(TinyModels.Grouped, ComputePrecision.Float32);
        var during = Tensor.Alive;

        model.Dispose();
        model.Dispose();

        Assert.Equal(before + 2, during);
        Assert.Equal(before, Tensor.Alive);
    }

    [Fact]
    public void An_absurd_tensor_is_a_typed_error_and_no_leak()
    {
        var before = Tensor.Alive;

        var error = Assert.Throws<LibtorchException>(() => NativeMethods.Check(NativeMethods.TensorZeros(1L << 60, out _)));

        Assert.NotEmpty(error.Message);
        Assert.Equal(before, Tensor.Alive);
    }

    [Theory]
    [InlineData(ComputePrecision.Float32)]
    [InlineData(ComputePrecision.BFloat16)]
    public void Steps_allocate_only_until_the_largest_shape_was_seen(ComputePrecision precision)
    {
        using var model = new LanguageModel(TinyModels.Tiled, precision);
        model.Initialize(1);
        var tokens = TinyModels.Tokens(TinyModels.Tiled, 4 * 65, seed: 1);
        var start = LibtorchInfo.ScratchBytes;
        model.ForwardBackward(tokens, 4, 64);
        model.Evaluate(tokens, 4, 64);
        var warm = LibtorchInfo.ScratchBytes;

        for (var step = 0; step < 100; step++)
        {
            model.ForwardBackward(tokens, 4, 64);
            model.Evaluate(tokens.AsSpan(0, 2 * 33), 2, 32);
        }

        Assert.True(warm > start);
        Assert.Equal(warm, LibtorchInfo.ScratchBytes);
    }
}
