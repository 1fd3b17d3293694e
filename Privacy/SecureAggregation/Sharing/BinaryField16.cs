namespace Tapestry.Privacy.SecureAggregation.Sharing;

/// <summary>
/// GF(2^16) as polynomials mod x^16 + x^12 + x^3 + x + 1. 16 symbols carry a 32-byte secret exactly, and 65,535 holders
/// can be told apart, where GF(2^8) ends at 255.
/// </summary>
internal readonly record struct BinaryField16(ushort Value) : IFiniteField<BinaryField16>
{
    private const int Reduction = 0x100B;

    public static BinaryField16 Zero => new(0);

    public static BinaryField16 One => new(1);

    public static BinaryField16 FromIndex(int index) => new(checked((ushort)index));

    public static BinaryField16 Add(BinaryField16 left, BinaryField16 right) => new((ushort)(left.Value ^ right.Value));

    public static BinaryField16 Subtract(BinaryField16 left, BinaryField16 right) => Add(left, right);

    public static BinaryField16 Multiply(BinaryField16 secret, BinaryField16 known)
    {
        int shifted = secret.Value;
        var product = 0;
        for (int rest = known.Value; rest != 0; rest >>= 1)
        {
            product ^= shifted & -(rest & 1);
            shifted = ((shifted << 1) ^ (Reduction & -(shifted >> 15))) & ushort.MaxValue;
        }

        return new((ushort)product);
    }

    /// <summary>By Fermat: the power 2^16 - 2.</summary>
    public static BinaryField16 Invert(BinaryField16 known)
    {
        if (known == Zero)
        {
            throw new DivideByZeroException("Zero has no inverse in GF(2^16).");
        }

        var inverse = One;
        var power = Multiply(known, known);
        for (var bit = 1; bit < 16; bit++)
        {
            inverse = Multiply(inverse, power);
            power = Multiply(power, power);
        }

        return inverse;
    }
}
