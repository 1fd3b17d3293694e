using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Masking;

/// <summary>Addition mod 2^b where a field is a lane of the registers: 8, 16 or 32 bits.</summary>
internal static unsafe class LaneSum
{
    /// <summary><c>sum += addend</c>, lane by lane; <paramref name="bytes"/> is a multiple of 64.</summary>
    [MethodImpl(HotLoop.Compiled)]
    public static void Add<TLane>(TLane* sum, TLane* addend, int bytes, SimdWidth widest)
        where TLane : unmanaged, IBinaryInteger<TLane>
    {
        var lanes = bytes / sizeof(TLane);
        if (widest == SimdWidth.Scalar)
        {
            for (var lane = 0; lane < lanes; lane++)
            {
                sum[lane] += addend[lane];
            }

            return;
        }

        for (var lane = 0; lane < lanes; lane += Vector512<TLane>.Count)
        {
            (Vector512.Load(sum + lane) + Vector512.Load(addend + lane)).Store(sum + lane);
        }
    }
}
