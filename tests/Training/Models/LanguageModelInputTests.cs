using Tapestry.Training.Models;

namespace Tapestry.Training.Tests.Models;

public sealed class LanguageModelInputTests : IDisposable
{
    private readonly LanguageModel model = new(TinyModels.Grouped, ComputePrecision.Float32);

    public void Dispose() => model.Dispose();

    [Theory]
    [InlineData(19)]
    [InlineData(-1)]
    public void A_token_outside_the_vocabulary_is_named(int token)
    {
        var error = Assert.Throws<ArgumentException>(() => model.ForwardBackward([1, 2, token], 1, 2));

        Assert.Contains($"Token {token} at index 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_span_of_another_size_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => model.Evaluate(new int[10], 2, 5));

        Assert.Contains("12; the span has 10", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 0)]
    [InlineData(1, 33)]
    public void Sizes_outside_the_model_are_refused(int batch, int sequence) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => model.ForwardBackward(new int[Math.Max(0, batch * (sequence + 1))], batch, sequence));

    [Fact]
    public void Logits_of_another_size_are_refused() =>
        Assert.Throws<ArgumentException>(() => model.Logits([1, 2, 3], 1, 3, new float[3]));

    [Fact]
    public void A_disposed_model_says_so()
    {
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.ForwardBackward([1, 2, 3], 1, 2));
        Assert.Throws<ObjectDisposedException>(() => model.Parameters.Length);
    }
}
