namespace Tapestry.Kernels.Codecs.TopK;

/// <summary>
/// Where the fields of a chunk's record stand: four levels (bfloat16), the kept coordinates' indices (12 bits each), their
/// two-bit codes; both packed from the lowest bit, each filled up to a byte with zeros.
/// </summary>
internal readonly struct TopKLayout
{
    public const int ChunkLength = 4096;
    public const int IndexBits = 12;
    public const int CodeBits = 2;
    public const int Levels = 1 << CodeBits;
    public const int LevelBytes = Levels * sizeof(ushort);

    /// <summary>The record of a chunk of so many coordinates.</summary>
    /// <param name="length">Coordinates of the chunk; only the last has fewer than 4096.</param>
    /// <param name="keptOfWhole">Coordinates kept of a whole chunk.</param>
    public TopKLayout(int length, int keptOfWhole)
    {
        Length = length;
        Kept = (int)((((long)length * keptOfWhole) + ChunkLength - 1) / ChunkLength);
    }

    public int Length { get; }

    /// <summary>Coordinates kept: the same share as of a whole chunk, rounded up.</summary>
    public int Kept { get; }

    public int IndexBytes => ((Kept * IndexBits) + 7) / 8;

    public int CodeBytes => ((Kept * CodeBits) + 7) / 8;

    public int CodeOffset => LevelBytes + IndexBytes;

    public int RecordBytes => CodeOffset + CodeBytes;
}
