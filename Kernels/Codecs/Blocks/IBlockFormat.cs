namespace Tapestry.Kernels.Codecs.Blocks;

/// <summary>
/// How one block of coordinates travels: a scale and a code of a few bits for each coordinate. The vector and the scalar
/// form of an operation give the same bits; the scalar one is the definition.
/// </summary>
internal unsafe interface IBlockFormat
{
    /// <summary>Coordinates in a block; a short last block is filled with zeros.</summary>
    static abstract int Length { get; }

    /// <summary>Bits of a code; coordinate i of a block is bits [i b, (i + 1) b) of its code bytes, little-endian.</summary>
    static abstract int CodeBits { get; }

    /// <summary>Bytes of a scale.</summary>
    static abstract int ScaleBytes { get; }

    /// <summary>Writes scale and codes of a whole block, and the residual unless that is null (it may be the values).</summary>
    /// <param name="values">A whole block, of finite values.</param>
    /// <param name="count">How many are of the vector: the others are zeros that fill a short last block.</param>
    /// <param name="scale">Receives the scale.</param>
    /// <param name="codes">Receives the codes of a whole block.</param>
    /// <param name="residual">Receives a whole block, or null.</param>
    static abstract void EncodeVector(float* values, int count, byte* scale, byte* codes, float* residual);

    static abstract void EncodeScalar(float* values, int count, byte* scale, byte* codes, float* residual);

    /// <summary>Writes a whole block from a scale that was checked.</summary>
    static abstract void DecodeVector(byte* scale, byte* codes, float* destination);

    static abstract void DecodeScalar(byte* scale, byte* codes, float* destination);

    /// <summary>Index of the first scale that no encoder writes, or -1.</summary>
    static abstract int FirstInvalidScale(ReadOnlySpan<byte> scales);
}
