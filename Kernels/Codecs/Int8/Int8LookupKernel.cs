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
            var decoded = WideLookup.Run<DecodedTarget>(bins, codebook, destination, destination, start, end);
            Decode(decoded, end);
        }
        else if (StreamedStores.Pay(values, destination, end - start))
        {
            var aligned = Math.Min(end, StreamedStores.FirstAligned(destination, start));
            Subtract(start, aligned);
            var subtracted = WideLookup.Run<StreamedResidualTarget>(bins, codebook, values, destination, aligned, end);
            StreamedStores.Finish();
            Subtract(subtracted, end);
        }
        else
        {
            var subtracted = WideLookup.Run<ResidualTarget>(bins, codebook, values, destination, start, end);
            Subtract(subtracted, end);
        }
    }

    private void Decode(long start, long end)
    {
        for (var index = start; index < end; index++)
        {
            destination[index] = codebook[bins[index]];
        }
    }

    private void Subtract(long start, long end)
    {
        for (var index = start; index < end; index++)
        {
            destination[index] = values[index] - codebook[bins[index]];
        }
    }
}
