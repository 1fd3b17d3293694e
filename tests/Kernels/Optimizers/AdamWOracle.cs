using Tapestry.Kernels.Optimizers;

namespace Tapestry.Kernels.Tests.Optimizers;

/// <summary>The paper's algorithm 2, coordinate by coordinate, in double precision.</summary>
internal sealed class AdamWOracle(float[] start)
{
    public double[] Parameters { get; } = [.. start.Select(value => (double)value)];

    public double[] FirstMoment { get; } = new double[start.Length];

    public double[] SecondMoment { get; } = new double[start.Length];

    public void Step(float[] gradients, AdamWOptions options, double learningRate, long step, double scale)
    {
        for (var i = 0; i < Parameters.Length; i++)
        {
            var gradient = gradients[i] * scale;
            FirstMoment[i] = (options.Beta1 * FirstMoment[i]) + ((1.0 - options.Beta1) * gradient);
            SecondMoment[i] = (options.Beta2 * SecondMoment[i]) + ((1.0 - options.Beta2) * gradient * gradient);
        }

        var correction = 1.0 - Math.Pow(options.Beta2, step);
        var epsilon = options.Epsilon + (options.RelativeEpsilon * Math.Sqrt(SecondMoment.Average() / correction));
        for (var i = 0; i < Parameters.Length; i++)
        {
            var first = FirstMoment[i] / (1.0 - Math.Pow(options.Beta1, step));
            var second = SecondMoment[i] / correction;
            Parameters[i] -= learningRate
                * ((first / (Math.Sqrt(second) + epsilon)) + (options.WeightDecay * Parameters[i]));
        }
    }
}
