using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Remote;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Http;

public sealed class TransferTests
{
    private static readonly SiteId Site = SiloConsortium.Sites[0];
    private static readonly RoundId Round = new(SiloConsortium.Run, 1);

    [Fact]
    public async Task A_blob_is_read_from_an_offset()
    {
        await using var api = await ApiFixture.StartAsync();
        byte[] content = [1, 2, 3, 4, 5];
        var blob = await api.Region.Region.Blobs.PutAsync(content, default);
        using var request = new HttpRequestMessage(HttpMethod.Get, ApiPaths.BlobOf(blob));
        request.Headers.Range = new RangeHeaderValue(3, null);

        using var response = await api.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("bytes 3-4/5", response.Content.Headers.ContentRange!.ToString());
        Assert.Equal(content[3..], await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Transfers_that_are_torn_again_and_again_arrive_whole()
    {
        await using var api = await ApiFixture.StartAsync();
        var ticket = await api.Region.ReadyAsync();
        using var tearing = new TearingHandler();
        using var connection = new RegionConnection(
            new RegionConnectionOptions { Silos = [api.Server.Address], PieceBytes = 40, FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
            TimeProvider.System, tearing);
        var gateway = new RemoteGateway(connection);
        var upload = SiloConsortium.Upload(Site, ticket.Round, 0);

        var receipt = await gateway.UploadAsync(upload, default);
        var read = await gateway.FetchBlobAsync(new BlobQuery { Site = Site, Blob = upload.Digest }, default);

        Assert.Equal(upload.Digest, receipt.Receipt.Digest);
        Assert.Equal(upload.Frame.ToArray(), read.ToArray());
        Assert.True(tearing.TornAnswers > 3, $"{tearing.TornAnswers} answers were torn");
    }

    [Fact]
    public async Task A_piece_that_was_damaged_on_the_way_is_not_added()
    {
        await using var api = await ApiFixture.StartAsync();
        await api.Region.ReadyAsync();
        var path = ApiPaths.UploadOf(Round, Site, Sha256Digest.Of([1, 2]));

        using var response = await PatchAsync(api, path, [1], digestOf: [2]);

        Assert.Equal(RequestRefusalException.PieceDamaged, await ApiFixture.ProblemCodeAsync(response));
        Assert.Equal("""{"length":0}""", await api.Http.GetStringAsync(path));
    }

    [Fact]
    public async Task An_upload_longer_than_anything_the_round_waits_for_is_refused()
    {
        await using var api = await ApiFixture.StartAsync();
        await api.Region.ReadyAsync();
        var piece = new byte[5000];

        using var response = await PatchAsync(api, ApiPaths.UploadOf(Round, Site, Sha256Digest.Of(piece)), piece, piece);

        Assert.Equal(RequestRefusalException.TooLarge, await ApiFixture.ProblemCodeAsync(response));
    }

    [Fact]
    public async Task A_site_outside_the_cohort_uploads_nothing()
    {
        await using var api = await ApiFixture.StartAsync();

        using var response = await PatchAsync(api, ApiPaths.UploadOf(Round, Site, Sha256Digest.Of([1])), [1], [1]);

        Assert.Equal("round.not-in-cohort", await ApiFixture.ProblemCodeAsync(response));
    }

    private static Task<HttpResponseMessage> PatchAsync(ApiFixture api, string path, byte[] piece, byte[] digestOf)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new ByteArrayContent(piece) };
        request.Headers.Add(ApiHeaders.ContentDigest, $"sha-256=:{Convert.ToBase64String(SHA256.HashData(digestOf))}:");
        return api.Http.SendAsync(request);
    }
}
