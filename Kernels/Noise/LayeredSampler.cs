using System.Globalization;
using System.Numerics;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Noise;

/// <summary>Draws slices of a layered law's stream.</summary>
internal static unsafe class LayeredSampler
{
    // Tiles that are worth another core.
    private const int Granule = 16 * NoiseStream.TileSize;

    public static void Integers(
        LayeredLaw law, Span<int> target, in ChaChaState state, long firstCoordinate, bool add, int cores, SimdWidth widest)
    {
        ThrowUnlessWithin(law, firstCoordinate, target.Length);
        fixed (NoiseLayer* layers = law.Layers)
        fixed (int* first = target)
        {
            var stream = new NoiseStream(state, layers, law.Layers.Length, widest);
            var kernel = new IntegerNoiseKernel(stream, first, firstCoordinate, add);
            CoreSplit.Run(ref kernel, target.Length, Granule, cores);
        }

        GC.KeepAlive(law);
    }

    public static void Reals<TReal>(
        LayeredLaw law, Span<TReal> target, in ChaChaState state, long firstCoordinate, double scale, bool add, int cores, SimdWidth widest)
        where TReal : unmanaged, IFloatingPointIeee754<TReal>
    {
        ThrowUnlessWithin(law, firstCoordinate, target.Length);
        fixed (NoiseLayer* layers = law.Layers)
        fixed (TReal* first = target)
        {
            var stream = new NoiseStream(state, layers, law.Layers.Length, widest);
            var kernel = new RealNoiseKernel<TReal>(stream, first, firstCoordinate, scale, add);
            CoreSplit.Run(ref kernel, target.Length, Granule, cores);
        }

        GC.KeepAlive(law);
    }

    private static void ThrowUnlessWithin(LayeredLaw law, long firstCoordinate, int count)
    {
        if (firstCoordinate < 0 || count > law.StreamSamples - firstCoordinate)
        {
            throw new ArgumentOutOfRangeException(nameof(firstCoordinate), firstCoordinate, string.Create(
                CultureInfo.InvariantCulture,
                $"{count} samples from number {firstCoordinate} leave the stream of {law.StreamSamples}. Take a new nonce for what lies beyond."));
        }
    }
}
