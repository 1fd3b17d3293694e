using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Codecs;

/// <summary>What error feedback asks of the vector that receives the residual.</summary>
internal static class ResidualMemory
{
    /// <exception cref="LengthMismatchException">The residual has another length.</exception>
    /// <exception cref="ArgumentException">It overlaps the values at another offset.</exception>
    public static void ThrowUnlessUsable(ReadOnlySpan<float> values, Span<float> residual)
    {
        LengthMismatchException.ThrowUnlessEqual(residual.Length, values.Length);
        if (values.Overlaps(residual, out var offset) && offset != 0)
        {
            throw new ArgumentException(
                $"The residual overlaps the values {offset} coordinates further on: pass the same memory, or memory apart.",
                nameof(residual));
        }
    }
}
