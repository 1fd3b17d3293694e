using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Packing;

/// <summary>Finds what does not fit a signed field.</summary>
internal static class SignedRange
{
    /// <summary>The first value outside [-2^(b-1), 2^(b-1)), or -1.</summary>
    public static int FirstOutside(ReadOnlySpan<int> values, int bits)
    {
        var unused = BitWidth.Max - bits;
        ref var source = ref MemoryMarshal.GetReference(values);
        var index = 0;
        for (; values.Length - index >= Vector512<int>.Count; index += Vector512<int>.Count)
        {
            var lanes = Vector512.LoadUnsafe(ref source, (nuint)index);
            if (lanes != (lanes << unused) >> unused)
            {
                break;
            }
        }

        for (; index < values.Length; index++)
        {
            if (values[index] != (values[index] << unused) >> unused)
            {
                return index;
            }
        }

        return -1;
    }
}
