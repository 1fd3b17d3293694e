using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Kernels.Encoding;
using Tapestry.Kernels.Merging;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.Merging;

/// <summary>Contributions in the clear: decoded, and summed by weight in the plan's order.</summary>
internal sealed class PlainMean(IBlobReader blobs) : IMeanUpdate
{
    // Decoded contributions in memory at a time; one pass over the sum adds them all.
    private const int PassLength = 4;

    /// <inheritdoc/>
    public async Task<float[]> ReadAsync(MergePlan plan, CancellationToken cancellationToken)
    {
        var length = plan.Shard.Length;
        float[][] decoded = [.. Enumerable.Range(0, PassLength).Select(_ => new float[length])];
        var sum = new WeightedSum(length);
        foreach (var pass in plan.Contributions.Chunk(PassLength))
        {
            foreach (var (contribution, values) in pass.Zip(decoded))
            {
                await DecodeAsync(plan, contribution, values, cancellationToken);
            }

            var vectors = decoded.Take(pass.Length).Select(values => (ReadOnlyMemory<float>)values);
            sum.AddRange(new InMemoryContributions([.. vectors]), [.. pass.Select(contribution => (double)contribution.Weight)]);
        }

        sum.Finish(decoded[0]);
        return decoded[0];
    }

    private async Task DecodeAsync(
        MergePlan plan, WeightedContribution contribution, float[] values, CancellationToken cancellationToken)
    {
        var frame = await blobs.ReadAsync(contribution.Frame, cancellationToken);
        var binding = WireEncoding.Bind(plan.Round, plan.Shard.Index, contribution.Site);
        ContributionCodec.Decode(frame.Span, binding, WireEncoding.Codec(plan.Encoding), values);
    }
}
