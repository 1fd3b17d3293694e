using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.TopK;

/// <summary>Decodes chunks from records that were checked; the range counts coordinates and starts at a chunk.</summary>
internal readonly unsafe struct TopKDecodeKernel(byte* records, float* destination, long length, int keptOfWhole) : IRangeKernel
{
    private readonly byte* records = records;
    private readonly float* destination = destination;
    private readonly long length = length;
    private readonly int keptOfWhole = keptOfWhole;

    public void Run(long start, long end)
    {
        var wholeRecordBytes = new TopKLayout(TopKLayout.ChunkLength, keptOfWhole).RecordBytes;
        var levels = stackalloc float[TopKLayout.Levels];
        for (var position = start; position < end; position += TopKLayout.ChunkLength)
        {
            var layout = new TopKLayout((int)Math.Min(TopKLayout.ChunkLength, length - position), keptOfWhole);
            var record = records + (position / TopKLayout.ChunkLength * wholeRecordBytes);
            var chunk = destination + position;
            for (var code = 0; code < TopKLayout.Levels; code++)
            {
                levels[code] = TopKRecordCheck.ReadLevel(record, code);
            }

            new Span<float>(chunk, layout.Length).Clear();
            for (var i = 0; i < layout.Kept; i++)
            {
                var index = PackedFields.ReadIndex(record + TopKLayout.LevelBytes, i);
                chunk[index] = levels[PackedFields.ReadCode(record + layout.CodeOffset, i)];
            }
        }
    }
}
