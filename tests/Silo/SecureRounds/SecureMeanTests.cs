using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Privacy.SecureAggregation.Unmasking;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.SecureRounds;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.SecureRounds;

/// <summary>What the mean of masked contributions refuses, and what it reads.</summary>
public sealed class SecureMeanTests
{
    [Fact]
    public async Task An_input_other_than_its_site_signed_is_not_summed()
    {
        await using var scene = await StartAsync();
        var plan = await scene.Fixture.Round(1).GetMergePlanAsync(0);
        var (first, second) = (plan.Contributions[0], plan.Contributions[1]);
        var swapped = plan with
        {
            Contributions = [first with { Frame = second.Frame }, second with { Frame = first.Frame }, .. plan.Contributions.Skip(2)],
        };

        var refused = await Assert.ThrowsAsync<MaskedInputException>(
            () => new SecureMean(scene.Fixture.Region.Blobs).ReadAsync(swapped, default));

        Assert.Equal(first.Site.Value, refused.Site);
    }

    [Fact]
    public async Task Inputs_of_other_members_than_the_record_names_are_refused()
    {
        await using var scene = await StartAsync();
        var plan = await scene.Fixture.Round(1).GetMergePlanAsync(0);

        await Assert.ThrowsAsync<InvalidDataException>(() => new SecureMean(scene.Fixture.Region.Blobs)
            .ReadAsync(plan with { Contributions = [.. plan.Contributions.Skip(1)] }, default));
    }

    [Fact]
    public async Task The_record_is_read_once_for_all_shards()
    {
        await using var scene = await StartAsync();
        var blobs = new CountedReads(scene.Fixture.Region.Blobs);
        var mean = new SecureMean(blobs);
        MergePlan[] plans = [.. await Task.WhenAll(
            Enumerable.Range(0, SiloConsortium.ShardLengths.Count).Select(scene.Fixture.Round(1).GetMergePlanAsync))];

        await Task.WhenAll(plans.Select(plan => mean.ReadAsync(plan, default)));

        Assert.True(plans.Length > 1);
        Assert.Equal(1, blobs.Count(plans[0].Secure!.Record));
    }

    private static async Task<SecureScene> StartAsync()
    {
        var scene = await SecureScene.StartAsync(
            new SecureAggregationPlan
            {
                BitsPerCoordinate = 12, ClipNorm = 10, StepDeadline = TimeSpan.FromMinutes(2), MaximumAttempts = 1,
            },
            digest => digest);
        await scene.ToMergingAsync();
        return scene;
    }

    private sealed class CountedReads(IBlobReader inner) : IBlobReader
    {
        private readonly List<Sha256Digest> reads = [];

        public int Count(Sha256Digest blob) => reads.Count(read => read == blob);

        public Task<ReadOnlyMemory<byte>> ReadAsync(Sha256Digest blob, CancellationToken cancellationToken)
        {
            lock (reads)
            {
                reads.Add(blob);
            }

            return inner.ReadAsync(blob, cancellationToken);
        }
    }
}
