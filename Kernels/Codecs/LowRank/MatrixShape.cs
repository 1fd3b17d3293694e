namespace Tapestry.Kernels.Codecs.LowRank;

/// <summary>
/// A vector read as a matrix, row by row; what the last row lacks counts as zero.
/// </summary>
public readonly record struct MatrixShape
{
    /// <summary>The widest matrix.</summary>
    public const int MaxColumns = 1 << 16;

    /// <summary>The shape of a vector with rows of a given length.</summary>
    /// <param name="elementCount">Coordinates, 0 or more.</param>
    /// <param name="columns">Length of a row, 1 to 2^16.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public MatrixShape(int elementCount, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, MaxColumns);
        (ElementCount, Columns) = (elementCount, columns);
        Rows = (int)(((long)elementCount + columns - 1) / columns);
    }

    /// <summary>Coordinates of the vector.</summary>
    public int ElementCount { get; }

    /// <summary>Rows, the short last one included.</summary>
    public int Rows { get; }

    /// <summary>Length of a row.</summary>
    public int Columns { get; }

    /// <summary>The smallest number of columns whose square holds the vector: the fewest bytes for its factors.</summary>
    /// <param name="elementCount">Coordinates, 0 or more.</param>
    public static MatrixShape NearSquare(int elementCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementCount);
        var columns = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(elementCount)));
        return new MatrixShape(elementCount, columns);
    }
}
