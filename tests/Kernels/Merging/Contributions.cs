using Tapestry.Kernels.Merging;

namespace Tapestry.Kernels.Tests.Merging;

/// <summary>Sources for tests: views of arrays, or copies through the buffer as a decoder would make them.</summary>
internal static class Contributions
{
    public static IContributionSource Of(params float[][] vectors) =>
        new InMemoryContributions([.. vectors.Select(vector => (ReadOnlyMemory<float>)vector)]);

    public static IContributionSource Copying(params float[][] vectors) => new CopyingSource(vectors);

    private sealed class CopyingSource(float[][] vectors) : IContributionSource
    {
        public int Count => vectors.Length;

        public int Length => vectors[0].Length;

        public ReadOnlySpan<float> Slice(int contribution, int start, Span<float> buffer)
        {
            vectors[contribution].AsSpan(start, buffer.Length).CopyTo(buffer);
            return buffer;
        }
    }
}
