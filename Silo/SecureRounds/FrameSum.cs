using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Privacy.SecureAggregation.Unmasking;
using Tapestry.Silo.Blobs;

namespace Tapestry.Silo.SecureRounds;

/// <summary>The survivors' sum in one masked frame, read from blobs one after the other. Memory is O(frame).</summary>
internal static class FrameSum
{
    /// <summary>Checks every input against the digest that its site signed, adds it, and takes the masks off.</summary>
    /// <param name="blobs">Where the inputs are.</param>
    /// <param name="round">The opened record.</param>
    /// <param name="frame">A shard's index or, after the last, the side vector.</param>
    /// <param name="inputs">The blob of each survivor.</param>
    /// <param name="cancellationToken">Stops between two inputs.</param>
    /// <returns>The packed sum of the integers that the survivors put in.</returns>
    /// <exception cref="BlobException">An input is missing or damaged.</exception>
    /// <exception cref="InvalidDataException">The inputs are of other members than the survivors.</exception>
    /// <exception cref="MaskedInputException">An input is not what its site signed.</exception>
    public static async Task<byte[]> ReadAsync(
        IBlobReader blobs, RoundSums round, int frame, IReadOnlyDictionary<SiteId, Sha256Digest> inputs, CancellationToken cancellationToken)
    {
        var sites = RoundParameters.Sites(round.Record.Parameters, round.Record.Survivors);
        if (!inputs.Keys.ToHashSet().SetEquals(sites))
        {
            throw new InvalidDataException(
                $"The inputs to frame {frame} are of {string.Join(", ", inputs.Keys)}; the record is of {string.Join(", ", sites)}.");
        }

        var sum = round.Shard(frame);
        foreach (var (member, site) in round.Record.Survivors.Zip(sites))
        {
            sum.Add(member, (await blobs.ReadAsync(inputs[site], cancellationToken)).Span, Environment.ProcessorCount);
        }

        return sum.Finish(Environment.ProcessorCount);
    }
}
