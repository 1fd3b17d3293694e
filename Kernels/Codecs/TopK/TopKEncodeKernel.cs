using System.Buffers.Binary;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.TopK;

/// <summary>Encodes chunks; the range counts coordinates and starts at a chunk.</summary>
internal readonly unsafe struct TopKEncodeKernel(
    float* values, byte* records, float* residual, long length, int keptOfWhole, bool vector) : IRangeKernel
{
    private readonly float* values = values;
    private readonly byte* records = records;
    private readonly float* residual = residual;
    private readonly long length = length;
    private readonly int keptOfWhole = keptOfWhole;
    private readonly bool vector = vector;

    public void Run(long start, long end)
    {
        var wholeRecordBytes = new TopKLayout(TopKLayout.ChunkLength, keptOfWhole).RecordBytes;
        var scratch = stackalloc uint[2 * TopKLayout.ChunkLength];
        var padded = stackalloc float[TopKLayout.ChunkLength];
        for (var position = start; position < end; position += TopKLayout.ChunkLength)
        {
            var layout = new TopKLayout((int)Math.Min(TopKLayout.ChunkLength, length - position), keptOfWhole);
            var chunk = values + position;
            if (layout.Length < TopKLayout.ChunkLength)
            {
                new Span<float>(padded, TopKLayout.ChunkLength).Clear();
                new ReadOnlySpan<float>(chunk, layout.Length).CopyTo(new Span<float>(padded, TopKLayout.ChunkLength));
                chunk = padded;
            }

            var record = records + (position / TopKLayout.ChunkLength * wholeRecordBytes);
            EncodeChunk(chunk, layout, record, residual is null ? null : residual + position, scratch);
        }
    }

    private void EncodeChunk(float* chunk, TopKLayout layout, byte* record, float* rest, uint* scratch)
    {
        var indices = stackalloc ushort[layout.Kept];
        var kept = stackalloc float[layout.Kept];
        var codes = stackalloc byte[layout.Kept];
        var exactLevels = stackalloc double[TopKLayout.Levels];
        LargestSelection.Select(chunk, layout.Kept, scratch, indices, vector);
        for (var i = 0; i < layout.Kept; i++)
        {
            kept[i] = chunk[indices[i]];
        }

        TwoBitLevels.Quantize(kept, layout.Kept, codes, exactLevels);
        var levels = stackalloc float[TopKLayout.Levels];
        WriteLevels(exactLevels, levels, record);
        PackedFields.WriteIndices(indices, layout.Kept, record + TopKLayout.LevelBytes);
        PackedFields.WriteCodes(codes, layout.Kept, record + layout.CodeOffset);
        if (rest is not null)
        {
            new ReadOnlySpan<float>(chunk, layout.Length).CopyTo(new Span<float>(rest, layout.Length));
            for (var i = 0; i < layout.Kept; i++)
            {
                rest[indices[i]] = kept[i] - levels[codes[i]];
            }
        }
    }

    private static void WriteLevels(double* exact, float* levels, byte* record)
    {
        for (var code = 0; code < TopKLayout.Levels; code++)
        {
            var bits = BitConverter.SingleToUInt32Bits((float)exact[code]);
            var cut = (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
            BinaryPrimitives.WriteUInt16LittleEndian(
                new Span<byte>(record + (code * sizeof(ushort)), sizeof(ushort)), cut);
            levels[code] = BitConverter.UInt32BitsToSingle((uint)cut << 16);
        }
    }
}
