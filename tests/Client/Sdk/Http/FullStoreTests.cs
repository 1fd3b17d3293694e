using System.Net;
using System.Text;
using Tapestry.Client.Sdk.Http;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Client.Tests.Sdk.Http;

/// <summary>A region whose disk is full: its operator frees space, and until then a site must not give up.</summary>
public sealed class FullStoreTests
{
    [Fact]
    public async Task A_request_that_found_no_room_is_sent_again()
    {
        using var region = new FullAtFirst();
        var options = new RegionConnectionOptions { Silos = [new Uri("http://one.invalid"), new Uri("http://two.invalid")] };
        using var connection = new RegionConnection(options, TimeProvider.System, region);

        var answer = await connection.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative)),
            (response, stop) => response.Content.ReadAsStringAsync(stop), TimeSpan.FromMinutes(1), default);

        Assert.Equal(("stored", 2), (answer, region.Requests));
    }

    private sealed class FullAtFirst : HttpMessageHandler
    {
        private const string Full =
            """{"type":"urn:tapestry:problem:blob.store-full","title":"full","status":507,"detail":"full","code":"blob.store-full"}""";

        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(++Requests == 1
                ? new HttpResponseMessage(HttpStatusCode.InsufficientStorage)
                {
                    Content = new StringContent(Full, Encoding.UTF8, Problem.MediaType),
                }
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("stored") });
    }
}
