using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Tapestry.Kernels.Keystream;

/// <summary>
/// One word of several blocks, one block a lane. The rounds are written once against this interface: every width
/// computes the same integers.
/// </summary>
internal interface IWordLanes<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, IWordLanes<TSelf>
{
    /// <summary>Blocks computed at once.</summary>
    static abstract int Count { get; }

    static abstract TSelf Broadcast(uint word);

    /// <summary><c>first</c>, <c>first + 1</c>, ...: the counters of consecutive blocks.</summary>
    static abstract TSelf Counters(uint first);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf RotateLeft(TSelf word, [ConstantExpected] byte bits);

    void Store(ref uint destination, nuint offset);

    /// <summary>From words (word w of block k at <c>w * Count + k</c>) to blocks, little-endian.</summary>
    static abstract void WriteBlocks(ref readonly uint words, ref byte destination);
}
