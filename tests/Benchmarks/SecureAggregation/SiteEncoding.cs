using System.Security.Cryptography;
using Tapestry.Kernels.Norms;
using Tapestry.Kernels.Packing;
using Tapestry.Kernels.Rounding;
using Tapestry.Kernels.SecureEncoding;
using Tapestry.KernelCases;
using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>
/// What sites compute for one model: clip, rotate, round, pack and mask every shard on all cores, and the digests that
/// they sign. All sites put in the same update, each rounds it with randomness of its own.
/// </summary>
internal sealed class SiteEncoding(SimulatedModel model, int sites)
{
    private static readonly int Cores = Environment.ProcessorCount;

    private readonly float[] _values = Inputs.Normal(model.Parameters, seed: 1);
    private readonly SecureEncodingOptions _options = model.Options(sites);

    /// <summary>Encodes and digests; keeps the masked bytes in the blobs.</summary>
    public Effort Run(SimulatedSite site, int index, MaskedBlobs blobs)
    {
        var buffers = model.Shards.ToDictionary(shard => shard, shard => new byte[model.LengthOf(shard) * SimulatedModel.Bits / 8]);
        var effort = Effort.Of(() => Encode(site, index, buffers));
        foreach (var (shard, packed) in buffers)
        {
            blobs.Put(index, shard, packed);
        }

        return effort;
    }

    private void Encode(SimulatedSite site, int index, Dictionary<int, byte[]> buffers)
    {
        var factor = new UpdateFactor(L2Norm.Of(_values, Cores), clipNorm: 1);
        foreach (var (shard, packed) in buffers)
        {
            var secrets = new ContributionSecrets { Rounding = Draw(index, shard), Masks = site.Session.MasksFor(shard) };
            SecureEncoder.Encode(Slice(shard), _options, factor, secrets, packed, [], Cores);
        }

        Parallel.ForEach(buffers.Values, packed => Hash256.Of(packed));
    }

    /// <summary>The sum of these sites' encodings without masks: what unmasking must give.</summary>
    public byte[] PlainSum(int shard, IEnumerable<int> indexes)
    {
        var length = model.LengthOf(shard);
        var (sum, packed) = (new byte[length * SimulatedModel.Bits / 8], new byte[length * SimulatedModel.Bits / 8]);
        var factor = new UpdateFactor(L2Norm.Of(_values, Cores), clipNorm: 1);
        foreach (var index in indexes)
        {
            SecureEncoder.Encode(
                Slice(shard), _options, factor, new ContributionSecrets { Rounding = Draw(index, shard) }, packed, [], Cores);
            PackedSum.Add(sum, packed, length, SimulatedModel.Bits, Cores);
        }

        return sum;
    }

    private ReadOnlySpan<float> Slice(int shard) => _values.AsSpan(model.StartOf(shard), model.LengthOf(shard));

    private static RoundingDraw Draw(int index, int shard) =>
        new(new RoundingSeed(SHA256.HashData(BitConverter.GetBytes(index))), Vector: (ulong)shard);
}
