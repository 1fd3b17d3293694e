using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Keystream;

/// <summary>Parts of a slice, in bytes; each part seeks on its own.</summary>
internal readonly unsafe struct KeystreamKernel(
    ChaChaState state, long byteOffset, byte* destination, SimdWidth widest) : IRangeKernel
{
    /// <summary>Bytes that are worth another core.</summary>
    public const int Granule = 1 << 14;

    private readonly ChaChaState state = state;
    private readonly long byteOffset = byteOffset;
    private readonly byte* destination = destination;
    private readonly SimdWidth widest = widest;

    public void Run(long start, long end) =>
        KeystreamSlice.Write(state, byteOffset + start, new Span<byte>(destination + start, (int)(end - start)), widest);
}
