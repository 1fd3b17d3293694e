using System.Runtime.CompilerServices;

namespace Tapestry.Kernels.Simd;

/// <summary>Runs an elementwise kernel with the widest lanes first and the scalar lane for the tail.</summary>
internal static class Elementwise
{
    public static void Run<TKernel>(in TKernel kernel, int length, SimdWidth widest)
        where TKernel : struct, IElementwiseKernel, allows ref struct
    {
        var end = (nuint)length;
        nuint offset = 0;
        if (widest >= SimdWidth.Bits512)
        {
            offset = RunLanes<TKernel, Lanes512>(kernel, offset, end);
        }

        if (widest >= SimdWidth.Bits256)
        {
            offset = RunLanes<TKernel, Lanes256>(kernel, offset, end);
        }

        if (widest >= SimdWidth.Bits128)
        {
            offset = RunLanes<TKernel, Lanes128>(kernel, offset, end);
        }

        RunLanes<TKernel, LanesScalar>(kernel, offset, end);
    }

    [MethodImpl(HotLoop.Compiled)]
    private static nuint RunLanes<TKernel, TLanes>(TKernel kernel, nuint offset, nuint end)
        where TKernel : struct, IElementwiseKernel, allows ref struct
        where TLanes : struct, ILanes<TLanes>
    {
        for (; end - offset >= (nuint)TLanes.Count; offset += (nuint)TLanes.Count)
        {
            kernel.Apply<TLanes>(offset);
        }

        return offset;
    }
}
