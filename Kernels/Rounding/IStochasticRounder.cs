namespace Tapestry.Kernels.Rounding;

/// <summary>What draws a stochastic rounding: the processor or a device. All give the integers of <see cref="StochasticRounding"/>.</summary>
internal interface IStochasticRounder
{
    void Round(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, Span<int> rounded);
}

/// <summary>The processor, with so many cores.</summary>
internal readonly struct ProcessorRounder(int cores) : IStochasticRounder
{
    public void Round(ReadOnlySpan<float> values, float scale, in RoundingDraw draw, Span<int> rounded) =>
        StochasticRounding.Round(values, scale, draw, rounded, cores);
}
