using System.Net;
using System.Reflection;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Silo.Blobs;
using Tapestry.Silo.Http;

namespace Tapestry.Silo.Tests.Http;

public sealed class ProblemTests
{
    private const string Registration =
        """{"type":"site-registration","site":"a","consortium":"test","dataset":{"name":"a","category":"Sovereign"}}""";

    public static TheoryData<string, string, string, HttpStatusCode, string> Bad => new()
    {
        { "POST", "/v1/messages/ready-report", "{", HttpStatusCode.BadRequest, RequestRefusalException.Malformed },
        { "POST", "/v1/messages/ready-report", "null", HttpStatusCode.BadRequest, RequestRefusalException.Malformed },
        { "POST", "/v1/messages/ready-report", Registration, HttpStatusCode.BadRequest, RequestRefusalException.Malformed },
        { "POST", "/v1/messages/site-registration", Registration.Replace("test", "no such"), HttpStatusCode.BadRequest, "id.invalid" },
        { "POST", "/v1/messages/site-registration", Registration.Replace("test", "other"), HttpStatusCode.NotFound, ConsortiumException.NotFounded },
        { "POST", "/v1/messages/site-registration", Registration.Replace("\"a\",\"c", "\"x\",\"c"), HttpStatusCode.Forbidden, ConsortiumException.NotAMember },
        { "POST", "/v1/messages/site-registration", Registration.Replace("{\"name\":\"a\",\"category\":\"Sovereign\"}", "null"), HttpStatusCode.BadRequest, RequestRefusalException.Malformed },
        { "POST", "/v1/messages/site-registration", Registration[..^1] + ",\"more\":1}", HttpStatusCode.BadRequest, RequestRefusalException.Malformed },
        { "POST", "/v1/messages/ticket-query", """{"type":"ticket-query","site":"a","run":"none","afterRound":0}""", HttpStatusCode.NotFound, "run.not-found" },
        { "POST", "/v1/messages/none", "{}", HttpStatusCode.NotFound, RequestRefusalException.NotFound },
        { "GET", "/v1/runs/none", "", HttpStatusCode.NotFound, "run.not-found" },
        { "GET", "/v1/rounds/run/0", "", HttpStatusCode.BadRequest, "id.invalid" },
        { "GET", "/v1/rounds/run/x", "", HttpStatusCode.BadRequest, RequestRefusalException.Malformed },
        { "GET", "/v1/rounds/run/9", "", HttpStatusCode.NotFound, "round.not-found" },
        { "GET", "/v1/blobs/12", "", HttpStatusCode.BadRequest, "id.invalid" },
        { "GET", "/v1/audit/events?after=-1", "", HttpStatusCode.BadRequest, RequestRefusalException.Malformed },
        { "PUT", $"/v1/blobs/{new string('0', 64)}", "other bytes", HttpStatusCode.UnprocessableEntity, "blob.digest-mismatch" },
        { "GET", "/v2/runs", "", HttpStatusCode.NotFound, RequestRefusalException.NotFound },
        { "GET", "/v1/nothing", "", HttpStatusCode.NotFound, RequestRefusalException.NotFound },
        { "PUT", "/v1/runs/other", "{}", HttpStatusCode.BadRequest, RequestRefusalException.Malformed },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_request_is_a_problem_with_its_code(string method, string path, string body, HttpStatusCode status, string code)
    {
        await using var api = await ApiFixture.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body) };

        using var response = await api.Http.SendAsync(request);

        Assert.Equal((status, code), (response.StatusCode, await ApiFixture.ProblemCodeAsync(response)));
    }

    [Fact]
    public async Task A_body_above_the_limit_is_refused_whether_or_not_it_says_its_length()
    {
        await using var api = await ApiFixture.StartAsync(new ApiLimits { MaxJsonBytes = 100 });
        HttpContent[] bodies = [new ByteArrayContent(new byte[101]), new StreamContent(new UnknownLength(new byte[101]))];
        foreach (var body in bodies)
        {
            using var response = await api.Http.PostAsync("/v1/messages/ready-report", body);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            Assert.Equal(RequestRefusalException.TooLarge, await ApiFixture.ProblemCodeAsync(response));
        }
    }

    [Fact]
    public async Task An_identity_with_too_many_requests_over_time_is_told_how_long_to_wait()
    {
        await using var api = await ApiFixture.StartAsync(new ApiLimits { Burst = 1, RefillEvery = TimeSpan.FromHours(1) });
        Assert.True((await api.Http.GetAsync("/v1/runs/run")).IsSuccessStatusCode);

        await AssertTooManyAsync(api);
    }

    [Fact]
    public async Task An_identity_with_too_many_requests_at_once_is_told_how_long_to_wait()
    {
        await using var api = await ApiFixture.StartAsync(new ApiLimits { RequestsAtOnce = 1 });
        using var open = await api.Http.GetAsync("/v1/events", HttpCompletionOption.ResponseHeadersRead);

        await AssertTooManyAsync(api);
        Assert.Equal("ok\n", await api.Http.GetStringAsync("/healthz"));
        Assert.Equal("ready\n", await api.Http.GetStringAsync("/readyz"));
    }

    [Fact]
    public void Every_code_of_the_contract_has_a_status()
    {
        var codes = new[] { typeof(TapestryException).Assembly, typeof(BlobException).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsSubclassOf(typeof(TapestryException)))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!).ToArray();

        Assert.Contains("round.too-late", codes);
        Assert.Empty(codes.Except(ProblemStatus.All.Keys));
    }

    [Fact]
    public void A_fault_without_a_code_tells_nothing_of_its_cause()
    {
        var problem = ProblemAnswer.Of(new InvalidOperationException("planted secret"));

        Assert.Equal((500, RequestRefusalException.Internal), (problem.Status, problem.Code));
        Assert.DoesNotContain("planted", problem.Detail, StringComparison.Ordinal);
    }

    private static async Task AssertTooManyAsync(ApiFixture api)
    {
        using var response = await api.Http.GetAsync("/v1/runs/run");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(RequestRefusalException.TooMany, await ApiFixture.ProblemCodeAsync(response));
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
    }

    private sealed class UnknownLength(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
