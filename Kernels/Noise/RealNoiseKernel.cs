using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Noise;

/// <summary>Samples times a scale, in fp32 or double. The sum of the layers is exact in double: it is below 2^53.</summary>
internal readonly unsafe struct RealNoiseKernel<TReal>(
    NoiseStream stream, TReal* target, long firstCoordinate, double scale, bool add) : IRangeKernel
    where TReal : unmanaged, IFloatingPointIeee754<TReal>
{
    private readonly NoiseStream stream = stream;
    private readonly TReal* target = target;
    private readonly long firstCoordinate = firstCoordinate;
    private readonly double scale = scale;
    private readonly bool add = add;

    [SkipLocalsInit]
    public void Run(long start, long end)
    {
        var words = stackalloc uint[stream.TileWords];
        var draws = stackalloc int[NoiseStream.TileSize];
        var sums = stackalloc double[NoiseStream.TileSize];
        for (var at = start; at < end;)
        {
            var (tile, skip) = Math.DivRem(firstCoordinate + at, NoiseStream.TileSize);
            var count = (int)Math.Min(NoiseStream.TileSize - skip, end - at);
            stream.WriteWords(tile, words);
            new Span<double>(sums, NoiseStream.TileSize).Clear();
            for (var layer = 0; layer < stream.LayerCount; layer++)
            {
                stream.Draw(tile, layer, words, draws);
                AddScaled(sums, draws, stream.Multiplier(layer));
            }

            Write(sums + skip, target + at, count);
            at += count;
        }
    }

    private static void AddScaled(double* sums, int* draws, double multiplier)
    {
        var factor = Vector512.Create(multiplier);
        for (var i = 0; i < NoiseStream.TileSize; i += Vector512<double>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(draws + i));
            var values = Vector512.ConvertToDouble(Vector512.Create(low, high));
            (Vector512.Load(sums + i) + (values * factor)).Store(sums + i);
        }
    }

    private void Write(double* samples, TReal* destination, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var noise = TReal.CreateTruncating(samples[i] * scale);
            destination[i] = add ? destination[i] + noise : noise;
        }
    }
}
