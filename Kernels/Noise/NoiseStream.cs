using System.Buffers.Binary;
using System.Numerics;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Simd;

namespace Tapestry.Kernels.Noise;

/// <summary>The draws of all layers, tile by tile, where <see cref="LayeredLaw"/> says they stand in the keystream.</summary>
internal readonly unsafe struct NoiseStream(ChaChaState state, NoiseLayer* layers, int layerCount, SimdWidth widest)
{
    /// <summary>Samples of a tile: with them a layer's words fill the widest keystream batch.</summary>
    public const int TileSize = Groups * LayeredLaw.GroupSize;

    private const int Groups = 16;

    private readonly ChaChaState state = state;
    private readonly NoiseLayer* layers = layers;
    private readonly int layerCount = layerCount;
    private readonly SimdWidth widest = widest;

    public int LayerCount => layerCount;

    /// <summary>Words that all layers draw with in one tile.</summary>
    public int TileWords => TileSize * layerCount;

    public long Multiplier(int layer) => layers[layer].Multiplier;

    /// <summary>Writes the <see cref="TileWords"/> of a tile.</summary>
    public void WriteWords(long tile, uint* words)
    {
        var blocks = Groups * layerCount;
        KeystreamSlice.WriteBlocks(state, (uint)(tile * blocks), blocks, ref *(byte*)words, widest);
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(new Span<uint>(words, TileWords), new Span<uint>(words, TileWords));
        }
    }

    /// <summary>Writes one layer's <see cref="TileSize"/> draws of a tile.</summary>
    public void Draw(long tile, int layer, uint* words, int* draws)
    {
        for (var group = 0; group < Groups; group++)
        {
            var offset = ((group * layerCount) + layer) * LayeredLaw.GroupSize;
            var open = AliasDraw.Group(layers[layer], words + offset, draws + (group * LayeredLaw.GroupSize), widest);
            if (open != 0)
            {
                Decide(layers[layer], words + offset, (tile * TileWords) + offset, draws + (group * LayeredLaw.GroupSize), open);
            }
        }
    }

    private void Decide(in NoiseLayer layer, uint* words, long firstWord, int* draws, uint open)
    {
        Span<byte> tailWord = stackalloc byte[sizeof(ulong)];
        for (; open != 0; open &= open - 1)
        {
            var j = BitOperations.TrailingZeroCount(open);
            KeystreamSlice.Write(
                state, LayeredLaw.TailWordsOffset + ((firstWord + j) * sizeof(ulong)), tailWord, widest);
            draws[j] = AliasDraw.Decide(layer, words[j], BinaryPrimitives.ReadUInt64LittleEndian(tailWord));
        }
    }
}
