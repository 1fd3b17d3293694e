using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Rotation;

/// <summary>Rotates the blocks of a range in place, or undoes that.</summary>
internal readonly unsafe struct BlockRotation(float* values, in RotationPasses passes, bool inverse) : IRangeKernel
{
    private readonly float* values = values;
    private readonly RotationPasses passes = passes;
    private readonly bool inverse = inverse;

    public void Run(long start, long end)
    {
        if (inverse)
        {
            passes.UndoBlocks(values + start, start, end - start);
        }
        else
        {
            passes.Blocks(values + start, 1f, values + start, start, end - start);
        }
    }
}
