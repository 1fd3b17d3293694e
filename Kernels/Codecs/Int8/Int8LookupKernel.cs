using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Codecs.Int8;

/// <summary>Decodes bins by the codebook, or subtracts what they decode to from the values.</summary>
internal readonly unsafe struct Int8LookupKernel(byte* bins, float* codebook, float* values, float* destination) : IRangeKernel
{
    /// <summary>A part starts at a multiple of it.</summary>
    public const int Granule = 1 << 14;

    private readonly byte* bins = bins;
    private readonly float* codebook = codebook;
    private readonly float* values = values;
    private readonly float* destination = destination;

    public void Run(long start, long end)
    {
        if (values is null)
        {
            Decode(start, end);
        }
        else
        {
            Subtract(start, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Decode(long start, long end)
    {
        var bin = bins;
        var means = codebook;
        var target = destination;
        var index = start;
        for (; end - index >= 8; index += 8)
        {
            Eight(bin + index, means).Store(target + index);
        }

        for (; index < end; index++)
        {
            target[index] = means[bin[index]];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Subtract(long start, long end)
    {
        var bin = bins;
        var means = codebook;
        var source = values;
        var target = destination;
        var index = start;
        for (; end - index >= 8; index += 8)
        {
            (Vector256.Load(source + index) - Eight(bin + index, means)).Store(target + index);
        }

        for (; index < end; index++)
        {
            target[index] = source[index] - means[bin[index]];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Eight(byte* bin, float* means)
    {
        if (Avx2.IsSupported)
        {
            var indices = Avx2.ConvertToVector256Int32(bin);
            return Avx2.GatherVector256(means, indices, sizeof(float));
        }

        return Vector256.Create(
            means[bin[0]], means[bin[1]], means[bin[2]], means[bin[3]],
            means[bin[4]], means[bin[5]], means[bin[6]], means[bin[7]]);
    }
}
