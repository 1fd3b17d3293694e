using System.Numerics;

namespace Tapestry.Kernels.Simd;

/// <summary>
/// A group of fp32 lanes of one width. A kernel is written once against this interface, and every width, the scalar
/// one included, performs the same IEEE 754 operations on each coordinate: results agree bit for bit.
/// </summary>
internal interface ILanes<TSelf> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IDivisionOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf Load(ref readonly float source, nuint offset);

    static abstract TSelf Broadcast(float value);

    /// <summary><c>a * b + c</c> with one rounding, whether or not the hardware fuses it.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Sqrt(TSelf value);

    static abstract TSelf Abs(TSelf value);

    void Store(ref float destination, nuint offset);
}
