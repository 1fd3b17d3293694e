using Tapestry.Client.Site.Rounds;
using Tapestry.Training.Local;
using Tapestry.Training.Models;

namespace Tapestry.Client.Tests.Site.Fixtures;

/// <summary>Tokens that count upwards from a start that depends on step and seed.</summary>
internal sealed class TinyData : ILocalData, ITokenBatchSource
{
    public ITokenBatchSource Batches(ulong seed, int sequenceLength) => this;

    public double HeldOutBitsPerByte(LanguageModel model, int maximumBytes) => 4 + Math.Abs(model.Parameters[0]);

    public void Fill(long globalStep, Span<int> tokens)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = (int)((globalStep * 7) + (i * 3)) % TinyRun.Model.VocabSize;
        }
    }
}
