namespace Tapestry.Training.Local;

/// <summary>
/// Batches of training tokens as a pure function of the step: a run that resumes at step s sees the batches that an
/// uninterrupted run sees.
/// </summary>
public interface ITokenBatchSource
{
    /// <summary>Writes the batch of one step.</summary>
    /// <param name="globalStep">Counted from 0.</param>
    /// <param name="tokens">[batch, sequence + 1], row-major; every element is written.</param>
    void Fill(long globalStep, Span<int> tokens);
}
