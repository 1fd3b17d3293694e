using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tapestry.Kernels.Norms;

/// <summary>How partial sums come together: the upper half is added to the lower until one is left.</summary>
internal static class Halves
{
    /// <summary>The sum; the partial sums, a power of two of them, are used up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(Span<T> partial)
        where T : unmanaged, IAdditionOperators<T, T, T>
    {
        for (var half = partial.Length / 2; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                partial[i] += partial[i + half];
            }
        }

        return partial[0];
    }
}
