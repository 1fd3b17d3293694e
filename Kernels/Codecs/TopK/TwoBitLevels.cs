using Tapestry.Kernels.Norms;

namespace Tapestry.Kernels.Codecs.TopK;

/// <summary>
/// SparseLoCo's two-bit quantiser: four bins of 1.5 standard deviations around the mean, each with the mean of its
/// members as its level; defined at <see cref="TopKCodec"/>.
/// </summary>
internal static unsafe class TwoBitLevels
{
    private const int Lanes = 8;
    private const double BinWidthInSigmas = 6.0 / TopKLayout.Levels;

    /// <summary>Writes each value's code and each code's level before it is cut to bfloat16; 0 for a code not used.</summary>
    public static void Quantize(float* values, int count, byte* codes, double* levels)
    {
        var partial = stackalloc double[Lanes];
        var mean = Sum(values, count, partial) / count;
        var width = count < 2 ? 0 : BinWidthInSigmas * Math.Sqrt(SumOfSquaredOffsets(values, count, mean, partial) / (count - 1));
        var sums = stackalloc double[TopKLayout.Levels * Lanes];
        var members = stackalloc int[TopKLayout.Levels];
        new Span<double>(sums, TopKLayout.Levels * Lanes).Clear();
        new Span<int>(members, TopKLayout.Levels).Clear();
        for (var i = 0; i < count; i++)
        {
            var code = width == 0 ? 2 : (int)Math.Round(Math.Min(Math.Max(((values[i] - mean) / width) + 2, 0), 3));
            codes[i] = (byte)code;
            sums[(code * Lanes) + (i % Lanes)] += values[i];
            members[code]++;
        }

        for (var code = 0; code < TopKLayout.Levels; code++)
        {
            levels[code] = members[code] == 0 ? 0 : Halves.Sum(new Span<double>(sums + (code * Lanes), Lanes)) / members[code];
        }
    }

    private static double Sum(float* values, int count, double* partial)
    {
        new Span<double>(partial, Lanes).Clear();
        for (var i = 0; i < count; i++)
        {
            partial[i % Lanes] += values[i];
        }

        return Halves.Sum(new Span<double>(partial, Lanes));
    }

    private static double SumOfSquaredOffsets(float* values, int count, double mean, double* partial)
    {
        new Span<double>(partial, Lanes).Clear();
        for (var i = 0; i < count; i++)
        {
            var offset = values[i] - mean;
            partial[i % Lanes] += offset * offset;
        }

        return Halves.Sum(new Span<double>(partial, Lanes));
    }
}
