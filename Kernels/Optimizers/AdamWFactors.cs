namespace Tapestry.Kernels.Optimizers;

/// <summary>What is the same for every coordinate of one step, computed once in double and rounded once.</summary>
internal readonly struct AdamWFactors
{
    public required float GradientScale { get; init; }

    public required float FirstRate { get; init; }

    public required float Beta2 { get; init; }

    public required float SecondRate { get; init; }

    /// <summary>1 / sqrt(1 - beta2^step).</summary>
    public required float RootCorrection { get; init; }

    public required float Epsilon { get; init; }

    /// <summary>-learning rate / (1 - beta1^step).</summary>
    public required float NegativeStepSize { get; init; }

    /// <summary>1 - learning rate * weight decay.</summary>
    public required float Decay { get; init; }

    public static AdamWFactors Of(
        in AdamWOptions options, double epsilon, float learningRate, long step, float gradientScale) => new()
    {
        GradientScale = gradientScale,
        FirstRate = (float)(1.0 - options.Beta1),
        Beta2 = options.Beta2,
        SecondRate = (float)(1.0 - options.Beta2),
        RootCorrection = (float)(1.0 / Math.Sqrt(1.0 - Power(options.Beta2, step))),
        Epsilon = (float)epsilon,
        NegativeStepSize = (float)(-learningRate / (1.0 - Power(options.Beta1, step))),
        Decay = (float)(1.0 - ((double)learningRate * options.WeightDecay)),
    };

    // By squaring and not Math.Pow, whose last bits depend on the C library: a seed gives the same run on any machine.
    internal static double Power(double value, long exponent)
    {
        var result = 1.0;
        for (; exponent > 0; exponent >>= 1, value *= value)
        {
            if ((exponent & 1) == 1)
            {
                result *= value;
            }
        }

        return result;
    }
}
