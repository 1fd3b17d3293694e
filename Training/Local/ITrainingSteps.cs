namespace Tapestry.Training.Local;

/// <summary>Takes the steps of one phase. Disposing it leaves weights and moments as the last step taken left them.</summary>
internal interface ITrainingSteps : IDisposable
{
    /// <summary>Forward, backward, clipping and AdamW.</summary>
    /// <param name="step">Global step, for messages.</param>
    /// <param name="tokens">[batch, sequence + 1].</param>
    /// <param name="learningRate">Of this step.</param>
    /// <returns>Mean loss in nats, and the L2 norm of the gradient before clipping.</returns>
    /// <exception cref="NonFiniteLossException">Loss or gradient is NaN or infinite; the step was not taken.</exception>
    (float Loss, float GradientNorm) Take(long step, ReadOnlySpan<int> tokens, float learningRate);
}
