using System.Net;
using Tapestry.Silo.Verification;

namespace Tapestry.Silo.Tests.Verification;

public sealed class PublishedFilesTests
{
    [Fact]
    public async Task A_round_verifies_behind_a_web_server_as_in_its_folder()
    {
        await using var round = await CertifiedRound.StartAsync(secure: false);
        using var server = new FolderServer(round.Fixture.Folder);
        using var http = new HttpClient(server);
        var files = new WebFiles(http, new Uri("https://region.example/open"));

        var evidence = await round.EvidenceAsync();
        var verdict = await new RoundVerifier(new PublishedBlobs(files)).VerifyAsync(evidence, default);

        Assert.True(verdict.IsEqual);
        Assert.All(server.Asked, path => Assert.StartsWith("/open/blobs/blobs/", path, StringComparison.Ordinal));
        Assert.Null(await files.TryReadAsync("evidence/none/1.json", default));
    }

    [Fact]
    public async Task A_server_that_fails_is_no_missing_file()
    {
        using var server = new FolderServer(folder: null);
        using var http = new HttpClient(server);

        var failure = await Assert.ThrowsAsync<IOException>(
            () => new WebFiles(http, new Uri("https://region.example/")).TryReadAsync("evidence/run/1.json", default));
        Assert.Contains("https://region.example/evidence/run/1.json", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_is_written_once_and_stays()
    {
        await using var round = await CertifiedRound.StartAsync(secure: false);
        var first = await round.EvidenceAsync();

        await round.Fixture.Region.Evidence.PublishNowAsync(default);

        Assert.Equal(first.Signature.ToArray(), (await round.EvidenceAsync()).Signature.ToArray());
    }

    /// <summary>Serves a folder under <c>/open/</c>; without a folder every answer is a failure.</summary>
    private sealed class FolderServer(string? folder) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (folder is null)
            {
                return new HttpResponseMessage(HttpStatusCode.InternalServerError);
            }

            var path = request.RequestUri!.AbsolutePath;
            var found = await new FolderFiles(folder).TryReadAsync(path["/open/".Length..], cancellationToken);
            if (found is not { } bytes)
            {
                return new HttpResponseMessage(HttpStatusCode.NotFound);
            }

            Asked.Add(path);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ReadOnlyMemoryContent(bytes) };
        }
    }
}
