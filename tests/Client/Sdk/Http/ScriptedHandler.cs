using System.Net;
using System.Text;

namespace Tapestry.Client.Tests.Sdk.Http;

/// <summary>Answers each request by a script; after its end the last answer is repeated.</summary>
internal sealed class ScriptedHandler(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) : HttpMessageHandler
{
    public List<Uri> Asked { get; } = [];

    public List<string?> LastEventIds { get; } = [];

    public static HttpResponseMessage Json(HttpStatusCode status, string media, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, media) };

    public static HttpResponseMessage Problem(HttpStatusCode status, string code) => Json(
        status, "application/problem+json",
        $$"""{"type":"urn:tapestry:problem:{{code}}","title":"no","status":{{(int)status}},"detail":"planted","code":"{{code}}"}""");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(request.RequestUri!);
        LastEventIds.Add(request.Headers.TryGetValues("Last-Event-ID", out var ids) ? ids.Single() : null);
        return Task.FromResult(answers[Math.Min(Asked.Count, answers.Length) - 1](request));
    }
}
