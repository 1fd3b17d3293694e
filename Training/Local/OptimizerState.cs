namespace Tapestry.Training.Local;

/// <summary>AdamW's memory of one model: two flat moment vectors and the number of steps taken.</summary>
public sealed class OptimizerState
{
    private readonly float[] firstMoment;
    private readonly float[] secondMoment;

    /// <summary>The state before the first step.</summary>
    /// <param name="length">Parameters of the model, at least 1.</param>
    public OptimizerState(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        firstMoment = new float[length];
        secondMoment = new float[length];
    }

    /// <summary>Parameters it belongs to.</summary>
    public int Length => firstMoment.Length;

    /// <summary>Updates taken.</summary>
    public long Step { get; internal set; }

    /// <summary>Running mean of gradients.</summary>
    public Span<float> FirstMoment => firstMoment;

    /// <summary>Running mean of squared gradients.</summary>
    public Span<float> SecondMoment => secondMoment;
}
