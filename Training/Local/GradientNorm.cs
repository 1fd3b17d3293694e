using System.Numerics;
using System.Runtime.InteropServices;

namespace Tapestry.Training.Local;

/// <summary>Euclidean norm of a flat vector, summed in double in a fixed order.</summary>
internal static class GradientNorm
{
    private const int BlockLength = 4096;

    internal static float Of(ReadOnlySpan<float> gradients)
    {
        double total = 0;
        for (; gradients.Length > BlockLength; gradients = gradients[BlockLength..])
        {
            total += SumOfSquares(gradients[..BlockLength]);
        }

        return (float)Math.Sqrt(total + SumOfSquares(gradients));
    }

    private static double SumOfSquares(ReadOnlySpan<float> block)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(block);
        var sums = Vector<float>.Zero;
        foreach (var vector in vectors)
        {
            sums += vector * vector;
        }

        double total = Vector.Sum(sums);
        foreach (var value in block[(vectors.Length * Vector<float>.Count)..])
        {
            total += (double)value * value;
        }

        return total;
    }
}
