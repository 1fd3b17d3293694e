using System.Text;
using System.Text.Json;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Secure;
using Tapestry.Silo.Http;
using Tapestry.Silo.Tests.Fixtures;
using Tapestry.Testing;
using Xunit.Abstractions;

namespace Tapestry.Silo.Tests.Http;

/// <summary>Requests with bytes changed, removed, doubled or swapped, by a seed: each is answered, and none is the region's own fault.</summary>
public sealed class MutatedRequestTests(ITestOutputHelper output)
{
    private const int Requests = 3000;
    private const long MostGrowthBytes = 64 << 20;

    private static readonly byte[][] Pieces =
    [
        "null"u8.ToArray(), "-1"u8.ToArray(), "1e999"u8.ToArray(), "99999999999"u8.ToArray(), "\"\""u8.ToArray(), "[]"u8.ToArray(),
        "{}"u8.ToArray(), "\\u0000"u8.ToArray(), [0xFF], "\""u8.ToArray(), "]}"u8.ToArray(), "\"type\":\"blob-query\","u8.ToArray(),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task No_mutated_request_is_a_fault_of_the_region(int seed) => SendAsync(seed, Requests);

    /// <summary>The long form; a short one elsewhere. Memory after the first tenth and at the end must be about the same.</summary>
    [Fact]
    [Trait(FaultSuite.Trait, FaultSuite.Name)]
    public async Task No_mutated_request_of_very_many_is_a_fault_of_the_region()
    {
        output.WriteLine(FaultSuite.Repeat);
        var heldBytes = await SendAsync(FaultSuite.Seed, FaultSuite.IsLong ? 1_000_000 : Requests);
        output.WriteLine($"memory held after the first tenth {heldBytes.AtTenth >> 10} KiB, at the end {heldBytes.AtEnd >> 10} KiB");
        Assert.InRange(heldBytes.AtEnd - heldBytes.AtTenth, long.MinValue, MostGrowthBytes);
    }

    private static async Task<(long AtTenth, long AtEnd)> SendAsync(int seed, int requests)
    {
        var atTenth = 0L;
        await using var api = await ApiFixture.StartAsync(new ApiLimits { Burst = int.MaxValue, MaxWait = TimeSpan.Zero });
        var ticket = await api.Region.ReadyAsync();
        var samples = Samples(ticket);
        var random = new Random(seed);
        for (var number = 0; number < requests; number++)
        {
            atTenth = number == requests / 10 ? GC.GetTotalMemory(forceFullCollection: true) : atTenth;
            var (path, body) = samples[random.Next(samples.Count)];
            var mutated = Mutate(body, random);
            using var content = new ByteArrayContent(mutated);
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content, Headers = { { ApiHeaders.Prefer, "wait=0" } } };

            using var response = await api.Http.SendAsync(request);

            Assert.True(
                (int)response.StatusCode < 500,
                $"seed {seed}, request {number}, POST {path} {Encoding.UTF8.GetString(mutated)}: {await response.Content.ReadAsStringAsync()}");
        }

        return (atTenth, GC.GetTotalMemory(forceFullCollection: true));
    }

    private static IReadOnlyList<(string Path, byte[] Body)> Samples(Grains.Interfaces.Rounds.RoundTicket ticket)
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
        return
        [
            .. messages.Select(message =>
            {
                var json = JsonSerializer.SerializeToUtf8Bytes(message, ApiJson.Default.SiteMessage);
                return (ApiPaths.MessageOf(JsonDocument.Parse(json).RootElement.GetProperty("type").GetString()!), json);
            }),
        ];
    }

    private static byte[] Mutate(byte[] body, Random random)
    {
        var mutated = body.ToList();
        for (var change = random.Next(1, 4); change > 0 && mutated.Count > 1; change--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(5))
            {
                case 0:
                    mutated[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    mutated.RemoveRange(at, random.Next(1, Math.Min(20, mutated.Count - at) + 1));
                    break;
                case 2:
                    mutated.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 3:
                    ReplaceValue(mutated, at, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    mutated.InsertRange(at, mutated.Skip(at).Take(random.Next(1, 30)).ToArray());
                    break;
            }
        }

        return [.. mutated];
    }

    /// <summary>Puts a piece in the place of the value after the next colon.</summary>
    private static void ReplaceValue(List<byte> body, int at, byte[] piece)
    {
        var colon = body.IndexOf((byte)':', at);
        if (colon < 0)
        {
            return;
        }

        var end = body.FindIndex(colon, letter => letter is (byte)',' or (byte)'}');
        body.RemoveRange(colon + 1, Math.Max(0, end - colon - 1));
        body.InsertRange(colon + 1, piece);
    }
}
