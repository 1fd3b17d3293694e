using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Packing;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.SecureRounds;

/// <summary>The sum mod 2^b of masked inputs, with the masks that remain in it taken off. Memory is O(shard).</summary>
internal static class MaskedSum
{
    /// <summary>Reads the inputs one after the other; their order does not show in the sum.</summary>
    /// <param name="blobs">Where they are.</param>
    /// <param name="inputs">Masked inputs of one shard.</param>
    /// <param name="shard">How they are packed.</param>
    /// <param name="removal">What removes the masks.</param>
    /// <param name="cancellationToken">Stops between two inputs.</param>
    /// <returns>The packed sum of the integers that the members put in.</returns>
    /// <exception cref="BlobException">An input is missing or damaged.</exception>
    /// <exception cref="InvalidDataException">An input has another length.</exception>
    public static async Task<byte[]> ReadAsync(
        IBlobReader blobs, IReadOnlyList<Sha256Digest> inputs, MaskedShard shard, MaskKey[] removal, CancellationToken cancellationToken)
    {
        var sum = new byte[shard.PackedBytes];
        foreach (var input in inputs)
        {
            var bytes = await blobs.ReadAsync(input, cancellationToken);
            if (bytes.Length != sum.Length)
            {
                throw new InvalidDataException($"Masked input {input} has {bytes.Length} bytes; {sum.Length} were expected.");
            }

            PackedSum.Add(sum, bytes.Span, shard.ElementCount, shard.Bits, Environment.ProcessorCount);
        }

        Masks.Apply(sum, shard.ElementCount, shard.Bits, removal, cores: Environment.ProcessorCount);
        return sum;
    }
}
