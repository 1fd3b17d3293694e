using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Kernels.Codecs;
using Tapestry.Kernels.Encoding;
using Tapestry.Silo.Merging;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Gateway;

/// <summary>The gateway, whatever carries it.</summary>
public abstract class UploadContract<TTransport>
    where TTransport : IGatewayTransport, new()
{
    private static readonly RoundId Round = new(SiloConsortium.Run, 1);
    private static readonly SiteId Site = SiloConsortium.Sites[0];

    public static TheoryData<string, Func<ContributionUpload, ContributionUpload>, string> Bad => new()
    {
        { "another digest", upload => upload with { Digest = Sha256Digest.Of([1]) }, RoundException.InvalidFrame },
        { "a negative shard", upload => upload with { Shard = -1 }, RoundException.NoSuchShard },
        { "a shard too many", upload => upload with { Shard = 2 }, RoundException.NoSuchShard },
        { "another shard's frame", upload => upload with { Shard = 1 }, RoundException.InvalidFrame },
        { "another site's frame", upload => upload with { Site = SiloConsortium.Sites[1] }, RoundException.InvalidFrame },
        { "a stranger", upload => Framed(upload with { Site = new SiteId("stranger") }), RoundException.NotInvited },
        { "another round's frame", upload => Reframed(upload, SiloConsortium.Frame(Site, new RoundId(SiloConsortium.Run, 2), 0)), RoundException.InvalidFrame },
        { "another run's frame", upload => Reframed(upload, SiloConsortium.Frame(Site, new RoundId(new RunId("other"), 1), 0)), RoundException.InvalidFrame },
        { "another encoding", upload => Reframed(upload, Encode(ContributionEncoding.Fp32, 37)), RoundException.InvalidFrame },
        { "another length", upload => Reframed(upload, Encode(ContributionEncoding.Bf16, 36)), RoundException.InvalidFrame },
        { "a frame cut short", upload => Reframed(upload, upload.Frame[..^1].ToArray()), RoundException.InvalidFrame },
        { "a frame too long", upload => Reframed(upload, [.. upload.Frame.Span, 0]), RoundException.InvalidFrame },
        { "no frame", upload => Reframed(upload, []), RoundException.InvalidFrame },
        { "a damaged frame", upload => Reframed(upload, [.. upload.Frame.Span[..^1], (byte)(upload.Frame.Span[^1] ^ 1)]), RoundException.InvalidFrame },
    };

    [Fact]
    public async Task An_upload_sent_twice_has_the_same_receipt_and_counts_once()
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        await fixture.ReadyAsync();
        var upload = SiloConsortium.Upload(Site, Round, 0);

        var first = await fixture.Gateway.UploadAsync(upload, default);
        var second = await fixture.Gateway.UploadAsync(upload, default);

        Assert.Equal(new Receipt(Round, Site, 0, upload.Digest, upload.Frame.Length), first.Receipt);
        Assert.Equal(first.Receipt, second.Receipt);
        Assert.Equal(first.PublicKey.ToArray(), second.PublicKey.ToArray());
        Assert.Equal([Site], (await fixture.Round(1).GetAsync()).Cohort.Where(member => member.Contributions.Count == 1).Select(member => member.Site));
        Assert.Equal(upload.Frame.ToArray(), (await fixture.Region.Blobs.ReadAsync(upload.Digest, default)).ToArray());
    }

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_upload_is_refused_and_leaves_nothing(
        string what, Func<ContributionUpload, ContributionUpload> spoil, string code)
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        await fixture.ReadyAsync();
        var bad = spoil(SiloConsortium.Upload(Site, Round, 0));

        var refused = await Assert.ThrowsAsync<RoundException>(() => fixture.Gateway.UploadAsync(bad, default));

        Assert.True(code == refused.Code, $"{what}: {refused.Message}");
        Assert.False(await fixture.Region.Blobs.ExistsAsync(Sha256Digest.Of(bad.Frame.Span), default), what);
        Assert.All((await fixture.Round(1).GetAsync()).Cohort, member => Assert.Empty(member.Contributions));
    }

    [Fact]
    public async Task A_frame_of_a_future_version_is_refused_with_both_versions()
    {
        const int version = 4; // Offset of its low byte in the header.
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        await fixture.ReadyAsync();
        var frame = SiloConsortium.Frame(Site, Round, 0);
        frame[version]++;

        var refused = await Assert.ThrowsAsync<RoundException>(() => fixture.Gateway.UploadAsync(SiloConsortium.Upload(Site, Round, 0, frame), default));

        Assert.Equal(RoundException.InvalidFrame, refused.Code);
        Assert.Contains("version is 2, this build reads 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_upload_that_contradicts_the_first_is_refused()
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        await fixture.ReadyAsync();
        await fixture.Gateway.UploadAsync(SiloConsortium.Upload(Site, Round, 0), default);
        var other = ContributionCodec.Encode(WireEncoding.Bind(Round, 0, Site), ContributionEncoding.Bf16, new float[37]);

        var refused = await Assert.ThrowsAsync<RoundException>(
            () => fixture.Gateway.UploadAsync(SiloConsortium.Upload(Site, Round, 0, other), default));

        Assert.Equal(RoundException.Contradiction, refused.Code);
    }

    [Fact]
    public async Task A_site_outside_the_cohort_stores_nothing()
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        var upload = SiloConsortium.Upload(Site, Round, 0);

        var refused = await Assert.ThrowsAsync<RoundException>(() => fixture.Gateway.UploadAsync(upload, default));

        Assert.Equal(RoundException.NotInCohort, refused.Code);
        Assert.False(await fixture.Region.Blobs.ExistsAsync(upload.Digest, default));
    }

    [Fact]
    public async Task A_site_that_missed_the_deadline_is_too_late()
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        var ticket = await fixture.ReadyAsync();
        foreach (var site in SiloConsortium.Sites.Skip(1))
        {
            await fixture.Gateway.UploadAsync(SiloConsortium.Upload(site, Round, 0), default);
            await fixture.Gateway.UploadAsync(SiloConsortium.Upload(site, Round, 1), default);
        }

        fixture.Clock.Advance(ticket.Deadlines.Contribution);
        await fixture.RunUntilEndedAsync(1);
        var late = await Assert.ThrowsAsync<RoundException>(
            () => fixture.Gateway.UploadAsync(SiloConsortium.Upload(Site, Round, 0), default));

        Assert.Equal(RoundException.TooLate, late.Code);
        Assert.Equal([Site], (await fixture.Round(1).GetAsync()).Dropped);
    }

    [Fact]
    public async Task A_blob_that_is_not_there_is_named()
    {
        await using var fixture = await RegionFixture.StartAsync(transport: new TTransport());
        var missing = Sha256Digest.Of([9]);

        var refused = await Assert.ThrowsAsync<BlobNotFoundException>(
            () => fixture.Gateway.FetchBlobAsync(new BlobQuery { Site = Site, Blob = missing }, default));

        Assert.Equal(missing, refused.Blob);
    }

    private static ContributionUpload Framed(ContributionUpload upload) =>
        Reframed(upload, SiloConsortium.Frame(upload.Site, upload.Round, upload.Shard));

    private static ContributionUpload Reframed(ContributionUpload upload, byte[] frame) =>
        upload with { Frame = frame, Digest = Sha256Digest.Of(frame) };

    private static byte[] Encode(ContributionEncoding encoding, int length) =>
        ContributionCodec.Encode(WireEncoding.Bind(Round, 0, Site), encoding, new float[length]);
}
