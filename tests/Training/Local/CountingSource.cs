using Tapestry.Training.Local;

namespace Tapestry.Training.Tests.Local;

/// <summary>Rows that count upwards modulo the vocabulary from a start that depends on the step: easy to learn.</summary>
internal sealed class CountingSource(int vocabulary, int rowLength) : ITokenBatchSource
{
    public void Fill(long globalStep, Span<int> tokens)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            var row = i / rowLength;
            tokens[i] = (int)(((globalStep * 7) + (row * 3) + (i % rowLength)) % vocabulary);
        }
    }
}
