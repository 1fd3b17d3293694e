using Tapestry.Training.Local;
using Tapestry.Training.Models;

namespace Tapestry.Client.Site.Rounds;

/// <summary>A site's own data, seen only by its trainer.</summary>
public interface ILocalData
{
    /// <summary>Training batches of a run; the same seed, step and shape always give the same batch.</summary>
    ITokenBatchSource Batches(ulong seed, int sequenceLength);

    /// <summary>Measures a model on held-out text that no batch contains.</summary>
    /// <param name="model">The model.</param>
    /// <param name="maximumBytes">Held-out bytes to measure on at most.</param>
    /// <returns>Bits per byte.</returns>
    double HeldOutBitsPerByte(LanguageModel model, int maximumBytes);
}
