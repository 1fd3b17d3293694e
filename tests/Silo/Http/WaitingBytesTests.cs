using System.Net;
using System.Net.Http.Headers;
using Tapestry.Client.Sdk.Http;
using Tapestry.Client.Site.Remote;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Hosting;
using Tapestry.Silo.Http;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Http;

/// <summary>What may happen to bytes that come with the message that names them, or wait for it.</summary>
public sealed class WaitingBytesTests
{
    private const int InPieces = 40;
    private const int InOnePiece = 1 << 20;

    private static readonly RoundId Round = new(SiloConsortium.Run, 1);
    private static readonly ContributionUpload Upload = SiloConsortium.Upload(SiloConsortium.Sites[0], Round, 0);

    [Fact]
    public async Task Damage_where_they_wait_is_mended_by_sending_them_again()
    {
        await using var api = await ApiFixture.StartAsync();
        await api.Region.ReadyAsync();
        using var damage = new BeforeMessages(times: 1, _ => api.Region.Damage(Upload.Digest));

        var receipt = await SendAsync(api, damage, InPieces);

        Assert.Equal((Upload.Digest, 2), (receipt.Receipt.Digest, damage.Messages));
        Assert.Equal(Upload.Frame.ToArray(), (await api.Region.Region.Blobs.ReadAsync(Upload.Digest, default)).ToArray());
        Assert.Empty(Staged(api));
    }

    [Fact]
    public async Task Damage_that_comes_again_is_refused_and_leaves_nothing()
    {
        await using var api = await ApiFixture.StartAsync();
        await api.Region.ReadyAsync();
        using var damage = new BeforeMessages(times: 2, _ => api.Region.Damage(Upload.Digest));

        var refused = await Assert.ThrowsAsync<RoundException>(() => SendAsync(api, damage, InPieces));

        Assert.Equal((RoundException.InvalidFrame, 2), (refused.Code, damage.Messages));
        Assert.False(await api.Region.Region.Blobs.ExistsAsync(Upload.Digest, default));
        Assert.Empty(Staged(api));
    }

    [Fact]
    public async Task Bytes_that_are_gone_when_their_message_comes_are_sent_again()
    {
        await using var api = await ApiFixture.StartAsync();
        await api.Region.ReadyAsync();
        using var loss = new BeforeMessages(times: 1, _ => Staged(api).ToList().ForEach(File.Delete));

        var receipt = await SendAsync(api, loss, InPieces);

        Assert.Equal((Upload.Digest, 2), (receipt.Receipt.Digest, loss.Messages));
    }

    [Fact]
    public async Task A_message_that_reaches_another_silo_than_its_bytes_finds_them()
    {
        await using var api = await ApiFixture.StartAsync();
        await api.Region.ReadyAsync();
        await using var other = await StartOtherAsync(api);
        using var diverted = new BeforeMessages(times: int.MaxValue, request => request.RequestUri = new Uri(other.Address, request.RequestUri!.PathAndQuery));

        var receipt = await SendAsync(api, diverted, InPieces);

        Assert.Equal((Upload.Digest, 1), (receipt.Receipt.Digest, diverted.Messages));
    }

    [Fact]
    public async Task What_fits_one_piece_comes_with_its_message_and_waits_nowhere()
    {
        await using var api = await ApiFixture.StartAsync();
        await api.Region.ReadyAsync();
        using var look = new BeforeMessages(times: 1, request => Assert.Equal(Upload.Frame.Length, request.Content!.Headers.ContentLength));

        var receipt = await SendAsync(api, look, Upload.Frame.Length);

        Assert.Equal((Upload.Digest, 1), (receipt.Receipt.Digest, look.Messages));
        Assert.Equal(Upload.Frame.ToArray(), (await api.Region.Region.Blobs.ReadAsync(Upload.Digest, default)).ToArray());
        Assert.Empty(Staged(api));
    }

    [Fact]
    public async Task Bytes_that_come_with_a_message_of_others_are_refused_and_leave_nothing()
    {
        await using var api = await ApiFixture.StartAsync();
        await api.Region.ReadyAsync();
        using var damage = new BeforeMessages(times: int.MaxValue, request =>
        {
            var damaged = Upload.Frame.ToArray();
            damaged[^1] ^= 1;
            request.Content = new ByteArrayContent(damaged) { Headers = { ContentType = request.Content!.Headers.ContentType } };
        });

        var refused = await Assert.ThrowsAsync<RoundException>(() => SendAsync(api, damage, InOnePiece));

        Assert.Equal((RoundException.InvalidFrame, 1), (refused.Code, damage.Messages));
        Assert.False(await api.Region.Region.Blobs.ExistsAsync(Upload.Digest, default));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":"ticket-query","site":"a","run":"run","afterRound":0}""")]
    public async Task Bytes_without_a_message_that_fits_are_refused(string? message)
    {
        await using var api = await ApiFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, ApiPaths.MessageOf("contribution-upload"))
        {
            Content = new ByteArrayContent([1]) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
        };
        if (message is not null)
        {
            request.Headers.Add(ApiHeaders.Message, message);
        }

        using var response = await api.Http.SendAsync(request);

        Assert.Equal(RequestRefusalException.Malformed, await ApiFixture.ProblemCodeAsync(response));
    }

    private static async Task<SignedReceipt> SendAsync(ApiFixture api, HttpMessageHandler handler, int pieceBytes)
    {
        using var connection = new RegionConnection(
            new RegionConnectionOptions { Silos = [api.Server.Address], PieceBytes = pieceBytes }, TimeProvider.System, handler);
        return await new RemoteGateway(connection).UploadAsync(Upload, default);
    }

    private static string StagingFolder(ApiFixture api) => Path.Combine(api.Region.Folder, "staging");

    private static IEnumerable<string> Staged(ApiFixture api) => Directory.EnumerateFiles(Path.Combine(StagingFolder(api), "uploads"));

    private static async Task<SiloServer> StartOtherAsync(ApiFixture api) => await SiloServer.StartAsync(
        new RegionAccess
        {
            Grains = api.Region.Region.Grains, Events = api.Region.Region.Events, Blobs = api.Region.Region.Blobs,
            Gateway = api.Region.Region.Gateway, Clock = api.Region.Clock,
            Staging = await FolderBlobStore.OpenAsync(
                new FolderBlobStoreOptions { Folder = StagingFolder(api) }, api.Region.Clock, default),
        },
        new SiloServerOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) }, log: null, default);

    /// <summary>Does something before the first contributions that pass.</summary>
    private sealed class BeforeMessages(int times, Action<HttpRequestMessage> act) : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Messages { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post && Messages++ < times)
            {
                act(request);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
