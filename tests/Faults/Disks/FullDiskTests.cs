using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tapestry.Faults.Tests.Plans;
using Tapestry.Faults.Tests.Regions;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Testing;
using Xunit.Abstractions;

namespace Tapestry.Faults.Tests.Disks;

/// <summary>
/// The disks of the silos' folder and of the database become full under two silos: the region says so, writes nothing by
/// halves, is waited for, and goes on once there is room.
/// </summary>
[Collection(SharesReference.Name)]
[Trait(FaultSuite.Trait, FaultSuite.Name)]
public sealed class FullDiskTests(ReferenceRun reference, ITestOutputHelper output)
{
    private const int MostTries = 5000;
    private static readonly int Faults = FaultSuite.IsLong ? 40 : 4;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Full_disks_change_nothing(bool isSecure)
    {
        var suffered = 0;
        for (var number = 0; suffered < Faults; number++)
        {
            var plan = FaultPlan.Of(unchecked((FaultSuite.Seed * 17) + (number * 2) + (isSecure ? 1 : 0)), Faults - suffered, FaultPlan.OnDisks);
            var shape = new RegionShape { IsSecure = isSecure, HasSmallDisks = true };
            suffered += await new FaultedRun(reference, output).RunAsync(shape, plan);
        }

        output.WriteLine($"{suffered} faults");
    }

    [Fact]
    public async Task A_full_folder_is_a_problem_of_its_own_and_what_was_refused_is_not_there()
    {
        await using var region = await FaultRegion.StartAsync(reference, new RegionShape { HasSmallDisks = true });
        using var http = region.Operator(silo: 1);
        var content = new byte[1 << 16];
        var path = ApiPaths.BlobOf(Sha256Digest.Of(content));
        region.Disk.Fill();

        using (var refused = await http.PutAsync(path, new ByteArrayContent(content)))
        {
            await AssertProblemAsync(refused, HttpStatusCode.InsufficientStorage, "blob.store-full", "full");
            using var absent = await http.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        }

        region.Disk.Free();
        using var stored = await http.PutAsync(path, new ByteArrayContent(content));
        Assert.Equal(HttpStatusCode.NoContent, stored.StatusCode);
        AssertNothingHalfWritten(region);
    }

    [Fact]
    public async Task A_full_database_is_a_problem_that_passes_and_what_was_refused_is_not_there()
    {
        await using var region = await FaultRegion.StartAsync(reference, new RegionShape { HasSmallDisks = true });
        using var http = region.Operator(silo: 1);
        await region.Database.FillDiskAsync();

        // Pages that the database has already still take some.
        var admitted = 0;
        while (await TryAdmitAsync(http, admitted) is null)
        {
            Assert.InRange(++admitted, 0, MostTries);
        }

        await region.Database.FreeDiskAsync();
        using var members = await http.GetAsync(ApiPaths.Fill(ApiPaths.Consortium, "demo"));
        Assert.DoesNotContain($"\"late-{admitted}\"", await members.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(await TryAdmitAsync(http, admitted));
    }

    /// <summary>Admits one more auditor; why not, or null.</summary>
    private static async Task<Problem?> TryAdmitAsync(HttpClient http, int number)
    {
        var member = new Member { Site = new SiteId($"late-{number}"), DisplayName = new string('x', 100), Role = MemberRole.Auditor };
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(member, ApiJson.Default.Member));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.PutAsync(ApiPaths.Fill(ApiPaths.Member, "demo", member.Site.Value), content);
        return answer.IsSuccessStatusCode
            ? null : await AssertProblemAsync(answer, HttpStatusCode.ServiceUnavailable, RequestRefusalException.Unavailable, "postgres");
    }

    private static async Task<Problem> AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code, string told)
    {
        var problem = JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), ApiJson.Default.Problem)!;
        Assert.Equal((status, code), (answer.StatusCode, problem.Code));
        Assert.Contains(told, problem.Detail, StringComparison.Ordinal);
        return problem;
    }

    private static void AssertNothingHalfWritten(FaultRegion region)
    {
        string[] half = ["*.partial", "*.tmp"];
        Assert.Empty(half.SelectMany(pattern => Directory.EnumerateFiles(region.Folder, pattern, SearchOption.AllDirectories)));
    }
}
