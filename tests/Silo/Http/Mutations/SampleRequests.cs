using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Silo.Tests.Fixtures;

namespace Tapestry.Silo.Tests.Http.Mutations;

/// <summary>Requests of every kind that a region answers, but for those that end its run.</summary>
internal static class SampleRequests
{
    private static readonly string Blob = ApiPaths.BlobOf(Sha256Digest.Of([1, 2, 3]));

    public static IReadOnlyList<SampleRequest> Of(RoundTicket ticket) => [.. Messages(ticket), .. Writes(ticket), .. Transfers(ticket), .. Reads()];

    private static IEnumerable<SampleRequest> Messages(RoundTicket ticket)
    {
        var site = SiloConsortium.Sites[0];
        SiteMessage[] messages =
        [
            SiloConsortium.Registration(site), SiloConsortium.Ready(site, ticket), SiloConsortium.Upload(site, ticket.Round, 0),
            new TicketQuery { Site = site, Run = SiloConsortium.Run, AfterRound = 0 },
            new CohortQuery { Site = site, Round = ticket.Round },
            new TicketRefusal { Site = site, Round = ticket.Round, Reason = "no" },
            new ProtocolQuery { Site = site, Round = ticket.Round },
            new ProtocolWithdrawal { Site = site, Round = ticket.Round, Reason = "no" },
            new ProtocolAnswer { Site = site, Round = ticket.Round, Attempt = 1, Step = SecureStep.Advertise, Digest = Sha256Digest.Of([]) },
        ];
        return messages.Select(message =>
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(message, ApiJson.Default.SiteMessage);
            var type = JsonDocument.Parse(json).RootElement.GetProperty("type").GetString()!;
            return new SampleRequest(HttpMethod.Post, ApiPaths.MessageOf(type), json, ApiHeaders.Prefer, "wait=0");
        });
    }

    private static IEnumerable<SampleRequest> Writes(RoundTicket ticket)
    {
        var (consortium, run) = (SiloConsortium.Consortium.Value, SiloConsortium.Run.Value);
        var definition = SiloConsortium.Definition(ticket.Base.Shards, Sha256Digest.Of([1, 2, 3]));
        var member = new Member { Site = SiloConsortium.Sites[0], DisplayName = "a" };
        yield return Put(ApiPaths.Fill(ApiPaths.Consortium, consortium), new CharterPolicy { Quorum = 2 }, ApiJson.Default.CharterPolicy);
        yield return Put(ApiPaths.Fill(ApiPaths.Member, consortium, "a"), member, ApiJson.Default.Member);
        yield return Put(ApiPaths.Fill(ApiPaths.Run, run), definition, ApiJson.Default.RunDefinition);
        yield return new SampleRequest(HttpMethod.Post, ApiPaths.Fill(ApiPaths.RunStart, run), []);
        yield return new SampleRequest(HttpMethod.Delete, ApiPaths.Fill(ApiPaths.Member, consortium, "nobody"), []);
    }

    private static IEnumerable<SampleRequest> Transfers(RoundTicket ticket)
    {
        byte[] piece = [.. Enumerable.Range(0, 64).Select(number => (byte)number)];
        var upload = ApiPaths.UploadOf(ticket.Round, SiloConsortium.Sites[0], Sha256Digest.Of(piece));
        yield return new SampleRequest(
            HttpMethod.Patch, upload, piece, ApiHeaders.ContentDigest, ApiHeaders.ContentDigestOf(SHA256.HashData(piece)));
        yield return new SampleRequest(HttpMethod.Patch, upload, piece, ApiHeaders.UploadOffset, "64");
        yield return new SampleRequest(HttpMethod.Get, upload, []);
        var contribution = SiloConsortium.Upload(SiloConsortium.Sites[0], ticket.Round, 0);
        yield return new SampleRequest(
            HttpMethod.Post, ApiPaths.MessageOf("contribution-upload"), contribution.Frame.ToArray(), ApiHeaders.Message,
            JsonSerializer.Serialize(contribution, ApiJson.Default.SiteMessage));
        yield return new SampleRequest(HttpMethod.Put, Blob, [1, 2, 3]);
        yield return new SampleRequest(HttpMethod.Get, Blob, [], "Range", "bytes=1-");
    }

    private static IEnumerable<SampleRequest> Reads()
    {
        string[] paths =
        [
            ApiPaths.Fill(ApiPaths.Consortium, "test"), ApiPaths.Fill(ApiPaths.Run, "run"), ApiPaths.Fill(ApiPaths.Round, "run", "1"),
            ApiPaths.Fill(ApiPaths.CurrentModel, "run"), ApiPaths.Fill(ApiPaths.Model, "run", "0"), ApiPaths.Fill(ApiPaths.Ledger, "a", "a"),
            $"{ApiPaths.Runs}?after=a&limit=10", $"{ApiPaths.Models}?after=a&limit=10", $"{ApiPaths.Ledgers}?after=a/a&limit=10",
            $"{ApiPaths.AuditEvents}?after=1&limit=10&stream=run/",
        ];
        return
        [
            .. paths.Select(path => new SampleRequest(HttpMethod.Get, path, [])),
            new SampleRequest(HttpMethod.Get, $"{ApiPaths.Events}?after=1&stream=run/", [], "Last-Event-ID", "1"),
        ];
    }

    private static SampleRequest Put<T>(string path, T value, JsonTypeInfo<T> json) =>
        new(HttpMethod.Put, path, JsonSerializer.SerializeToUtf8Bytes(value, json), "Content-Type", "application/json");
}
