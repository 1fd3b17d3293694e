using Tapestry.Privacy.SecureAggregation.Sharing;

namespace Tapestry.Privacy.Tests.SecureAggregation.Sharing;

public sealed class BinaryField16Tests
{
    [Fact]
    public void Every_element_but_zero_has_an_inverse()
    {
        for (var value = 1; value <= ushort.MaxValue; value++)
        {
            var element = new BinaryField16((ushort)value);
            Assert.Equal(BinaryField16.One, BinaryField16.Multiply(element, BinaryField16.Invert(element)));
        }

        Assert.Throws<DivideByZeroException>(() => BinaryField16.Invert(BinaryField16.Zero));
    }

    [Fact]
    public void Products_are_those_of_polynomials_mod_the_field_polynomial()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var (left, right) = (Draw(random), Draw(random));
            Assert.Equal(Slow(left.Value, right.Value), BinaryField16.Multiply(left, right).Value);
        }
    }

    [Fact]
    public void Multiplication_commutes_associates_and_distributes()
    {
        var random = new Random(2);
        for (var i = 0; i < 2000; i++)
        {
            var (a, b, c) = (Draw(random), Draw(random), Draw(random));
            Assert.Equal(BinaryField16.Multiply(a, b), BinaryField16.Multiply(b, a));
            Assert.Equal(
                BinaryField16.Multiply(BinaryField16.Multiply(a, b), c), BinaryField16.Multiply(a, BinaryField16.Multiply(b, c)));
            Assert.Equal(
                BinaryField16.Multiply(a, BinaryField16.Add(b, c)),
                BinaryField16.Add(BinaryField16.Multiply(a, b), BinaryField16.Multiply(a, c)));
        }
    }

    private static BinaryField16 Draw(Random random) => new((ushort)random.Next(1 << 16));

    /// <summary>Carry-less product, then long division by x^16 + x^12 + x^3 + x + 1.</summary>
    private static ushort Slow(ushort left, ushort right)
    {
        var product = 0L;
        for (var bit = 0; bit < 16; bit++)
        {
            product ^= (right >> bit & 1) == 1 ? (long)left << bit : 0;
        }

        for (var bit = 31; bit >= 16; bit--)
        {
            product ^= (product >> bit & 1) == 1 ? 0x1100BL << (bit - 16) : 0;
        }

        return (ushort)product;
    }
}
