using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Merging.Distances;

/// <summary>
/// Adds a slice's squared distances from some contributions to all later ones, every pair's blocks in order. The other
/// half of the matrix is not written: cores would take its cache lines from each other.
/// </summary>
internal readonly unsafe struct PairKernel(double* rows, int rowLength, int blocks, int contributions, double* squared) : IRangeKernel
{
    private readonly double* rows = rows;
    private readonly int rowLength = rowLength;
    private readonly int blocks = blocks;
    private readonly int contributions = contributions;
    private readonly double* squared = squared;

    public void Run(long start, long end)
    {
        for (var block = 0; block < blocks; block++)
        {
            for (var i = start; i < end; i++)
            {
                for (var j = i + 1; j < contributions; j++)
                {
                    squared[(i * contributions) + j] += SquaredDistance.OfBlock(Row(i, block), Row(j, block));
                }
            }
        }
    }

    private double* Row(long contribution, int block) =>
        rows + (contribution * rowLength) + ((long)block * SquaredDistance.BlockLength);
}
