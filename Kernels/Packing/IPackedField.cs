using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Packing;

/// <summary>How a field that stands in the highest bits of a 32-bit lane comes down.</summary>
internal interface IPackedField
{
    static abstract int ShiftDown(int lane, int bits);

    static abstract Vector512<int> ShiftDown(Vector512<int> lanes, int bits);
}

/// <summary>The sign comes along.</summary>
internal readonly struct SignedField : IPackedField
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ShiftDown(int lane, int bits) => lane >> bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftDown(Vector512<int> lanes, int bits) => lanes >> bits;
}

/// <summary>Zeros come along.</summary>
internal readonly struct UnsignedField : IPackedField
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ShiftDown(int lane, int bits) => lane >>> bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftDown(Vector512<int> lanes, int bits) => lanes >>> bits;
}
