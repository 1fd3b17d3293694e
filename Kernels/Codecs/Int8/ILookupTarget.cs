using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tapestry.Kernels.Codecs.Int8;

/// <summary>What becomes of sixteen values that were found in the codebook.</summary>
internal unsafe interface ILookupTarget
{
    static abstract void Put(Vector512<float> found, float* source, float* target);
}

/// <summary>They are written.</summary>
internal readonly unsafe struct DecodedTarget : ILookupTarget
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(Vector512<float> found, float* source, float* target) => found.Store(target);
}

/// <summary>They are taken from the source.</summary>
internal readonly unsafe struct ResidualTarget : ILookupTarget
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(Vector512<float> found, float* source, float* target) =>
        (Vector512.Load(source) - found).Store(target);
}

/// <summary>They are taken from the source, and the difference passes by the cache to an aligned target.</summary>
internal readonly unsafe struct StreamedResidualTarget : ILookupTarget
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(Vector512<float> found, float* source, float* target) =>
        (Vector512.Load(source) - found).StoreAlignedNonTemporal(target);
}
