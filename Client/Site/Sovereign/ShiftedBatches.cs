using Tapestry.Training.Local;

namespace Tapestry.Client.Site.Sovereign;

/// <summary>Goes on with a source's batches after the steps that another training took from it.</summary>
/// <param name="source">The source.</param>
/// <param name="offset">Steps taken before, at least 0.</param>
public sealed class ShiftedBatches(ITokenBatchSource source, long offset) : ITokenBatchSource
{
    /// <inheritdoc/>
    public void Fill(long globalStep, Span<int> tokens) => source.Fill(globalStep + offset, tokens);
}
