using System.Globalization;

namespace Tapestry.Kernels.Errors;

/// <summary>Two vectors that must pair coordinate by coordinate differ in length. Nothing was written.</summary>
public sealed class LengthMismatchException : ArgumentException
{
    /// <summary>Names the vector, its length and the length it must have.</summary>
    /// <param name="vector">What the vector is called where it was refused.</param>
    /// <param name="actual">Its length, in elements.</param>
    /// <param name="expected">The length it must have, in elements.</param>
    public LengthMismatchException(string vector, long actual, long expected)
        : base(string.Create(
            CultureInfo.InvariantCulture, $"{vector} has {actual} elements where {expected} are needed."))
    {
        Actual = actual;
        Expected = expected;
    }

    /// <summary>The length refused, in elements.</summary>
    public long Actual { get; }

    /// <summary>The length needed, in elements.</summary>
    public long Expected { get; }

    internal static void ThrowUnlessEqual(
        long actual, long expected, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(actual))] string vector = "")
    {
        if (actual != expected)
        {
            throw new LengthMismatchException(vector.Replace(".Length", "", StringComparison.Ordinal), actual, expected);
        }
    }
}
