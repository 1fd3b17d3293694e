using System.Numerics;
using Tapestry.Kernels.Noise.Tables;

namespace Tapestry.Kernels.Noise;

/// <summary>
/// A law on the integers as the sum of independent layers, finest first: <c>x = sum of multiplier[l] * draw[l]</c>.
/// </summary>
/// <remarks>
/// Integers of the noise stream, the ChaCha20 keystream of key and nonce, little-endian: sample i draws from layer l of L
/// with the 32-bit word number <c>m = (i div 16) 16 L + 16 l + i mod 16</c>; the 64-bit word that decides a draw which 32
/// bits leave open (once in 2^20 draws) stands at byte <c>2^37 + 8 m</c>. A sample thus depends on key, nonce and i alone.
/// </remarks>
internal sealed class LayeredLaw
{
    /// <summary>Samples that draw from neighbouring words of one layer: one keystream block.</summary>
    public const int GroupSize = 16;

    /// <summary>Words before the deciding words begin to repeat.</summary>
    public const long StreamWords = 1L << 34;

    /// <summary>First byte of the deciding words.</summary>
    public const long TailWordsOffset = 1L << 37;

    private LayeredLaw(IEnumerable<(AliasTable Table, BigInteger Multiplier)> layers)
    {
        var all = layers.ToArray();
        Tables = [.. all.Select(layer => layer.Table)];
        Layers = GC.AllocateUninitializedArray<NoiseLayer>(all.Length, pinned: true);
        for (var l = 0; l < all.Length; l++)
        {
            Layers[l] = new NoiseLayer(all[l].Table, (long)all[l].Multiplier);
            LargestMagnitude += Layers[l].Multiplier * Layers[l].Center;
        }
    }

    /// <summary>What the layers point into.</summary>
    public IReadOnlyList<AliasTable> Tables { get; }

    /// <summary>The layers, pinned.</summary>
    public NoiseLayer[] Layers { get; }

    /// <summary>No sample is larger.</summary>
    public long LargestMagnitude { get; }

    /// <summary>Samples in the stream of one key and nonce.</summary>
    public long StreamSamples => StreamWords / Layers.Length / GroupSize * GroupSize;

    /// <summary>Variance of a sample, as the tables have it.</summary>
    public double Variance()
    {
        var variance = 0.0;
        for (var l = 0; l < Layers.Length; l++)
        {
            variance += Tables[l].Variance * Layers[l].Multiplier * Layers[l].Multiplier;
        }

        return variance;
    }

    /// <summary>The discrete Gaussian of this variance.</summary>
    public static LayeredLaw DiscreteGaussian(FixedPoint variance) => new(DiscreteGaussianLayers(variance));

    /// <summary>The Skellam law of this variance and mean 0.</summary>
    public static LayeredLaw Skellam(FixedPoint variance) => new(SkellamLayers(variance));

    private static IEnumerable<(AliasTable Table, BigInteger Multiplier)> DiscreteGaussianLayers(FixedPoint variance)
    {
        if (!(variance > VarianceSplit.LargestOfTable))
        {
            return [(new AliasTable(DiscreteGaussianWeights.Of(variance)), BigInteger.One)];
        }

        var split = VarianceSplit.Of(variance);
        var coarse = new AliasTable(DiscreteGaussianWeights.Of(split.Coarse));
        return DiscreteGaussianLayers(split.Fine).Append((coarse, split.Step));
    }

    private static IEnumerable<(AliasTable Table, BigInteger Multiplier)> SkellamLayers(FixedPoint variance)
    {
        if (!(variance > VarianceSplit.LargestOfTable))
        {
            return [(new AliasTable(SkellamWeights.Of(variance)), BigInteger.One)];
        }

        var split = VarianceSplit.Of(variance);
        var coarse = new AliasTable(SkellamCoarseWeights.Of(variance, split.Step));
        return DiscreteGaussianLayers(split.Fine).Append((coarse, split.Step));
    }
}
