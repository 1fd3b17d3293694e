using System.Net;
using System.Net.Sockets;
using System.Text;
using Tapestry.Client.Sdk.Http;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Client.Tests.Sdk.Http;

/// <summary>Faults that pass: an operator frees a full disk, a network heals. Until then a site must not give up.</summary>
public sealed class PassingFaultTests
{
    private const string Full =
        """{"type":"urn:tapestry:problem:blob.store-full","title":"full","status":507,"detail":"full","code":"blob.store-full"}""";

    [Fact]
    public Task A_request_that_found_no_room_is_sent_again() => AssertSentAgainAsync(() =>
        new HttpResponseMessage(HttpStatusCode.InsufficientStorage) { Content = new StringContent(Full, Encoding.UTF8, Problem.MediaType) });

    /// <summary>The HTTP client lets this one through as it is when a connection is reset just after it was made.</summary>
    [Fact]
    public Task A_request_whose_new_connection_was_reset_is_sent_again() =>
        AssertSentAgainAsync(() => throw new SocketException((int)SocketError.NotConnected));

    private static async Task AssertSentAgainAsync(Func<HttpResponseMessage> fault)
    {
        using var region = new FaultyAtFirst(fault);
        var options = new RegionConnectionOptions { Silos = [new Uri("http://one.invalid"), new Uri("http://two.invalid")] };
        using var connection = new RegionConnection(options, TimeProvider.System, region);

        var answer = await connection.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative)),
            (response, stop) => response.Content.ReadAsStringAsync(stop), TimeSpan.FromMinutes(1), default);

        Assert.Equal(("stored", 2), (answer, region.Requests));
    }

    private sealed class FaultyAtFirst(Func<HttpResponseMessage> fault) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(++Requests == 1 ? fault() : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("stored") });
    }
}
