using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Noise;

/// <summary>Integer samples, written or added mod 2^32.</summary>
internal readonly unsafe struct IntegerNoiseKernel(
    NoiseStream stream, int* target, long firstCoordinate, bool add) : IRangeKernel
{
    private readonly NoiseStream stream = stream;
    private readonly int* target = target;
    private readonly long firstCoordinate = firstCoordinate;
    private readonly bool add = add;

    [SkipLocalsInit]
    public void Run(long start, long end)
    {
        var words = stackalloc uint[stream.TileWords];
        var draws = stackalloc int[NoiseStream.TileSize];
        var sums = stackalloc int[NoiseStream.TileSize];
        for (var at = start; at < end;)
        {
            var (tile, skip) = Math.DivRem(firstCoordinate + at, NoiseStream.TileSize);
            var count = (int)Math.Min(NoiseStream.TileSize - skip, end - at);
            stream.WriteWords(tile, words);
            new Span<int>(sums, NoiseStream.TileSize).Clear();
            for (var layer = 0; layer < stream.LayerCount; layer++)
            {
                stream.Draw(tile, layer, words, draws);
                AddScaled(sums, draws, (int)stream.Multiplier(layer));
            }

            Write(sums + skip, target + at, count);
            at += count;
        }
    }

    private static void AddScaled(int* sums, int* draws, int multiplier)
    {
        var factor = Vector512.Create(multiplier);
        for (var i = 0; i < NoiseStream.TileSize; i += Vector512<int>.Count)
        {
            (Vector512.Load(sums + i) + (Vector512.Load(draws + i) * factor)).Store(sums + i);
        }
    }

    private void Write(int* samples, int* destination, int count)
    {
        if (!add)
        {
            new ReadOnlySpan<int>(samples, count).CopyTo(new Span<int>(destination, count));
            return;
        }

        var i = 0;
        for (; count - i >= Vector512<int>.Count; i += Vector512<int>.Count)
        {
            (Vector512.Load(destination + i) + Vector512.Load(samples + i)).Store(destination + i);
        }

        for (; i < count; i++)
        {
            destination[i] += samples[i];
        }
    }
}
