using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Ledger;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Silo.Identity;

namespace Tapestry.Silo.Http;

/// <summary>Consortium, runs, rounds and ledgers: each operation says by whom. Every write may be repeated.</summary>
internal static class ViewOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        Read(ApiPaths.Consortium, Anyone, "Reads roster and policy.", ApiJson.Default.ConsortiumView, call => Consortium(call).GetAsync()),
        Write(HttpMethods.Put, ApiPaths.Consortium, ApiAccess.Operator, "Founds a consortium.", ApiJson.Default.CharterPolicy,
            (call, policy) => Consortium(call).FoundAsync(policy)),
        Write(HttpMethods.Put, ApiPaths.Member, ApiAccess.Operator, "Admits a member.", ApiJson.Default.Member, (call, member) =>
            member.Site.Value == call.Route("site")
                ? Consortium(call).AdmitAsync(member)
                : throw ApiCall.Malformed($"The member's site '{member.Site}' is not that of the address.")),
        Command(HttpMethods.Delete, ApiPaths.Member, ApiAccess.Operator, "Removes a member.", call => Consortium(call).RemoveAsync(new SiteId(call.Route("site")))),
        Read(ApiPaths.Run, Anyone, "Reads a run.", ApiJson.Default.RunView, call => Run(call).GetAsync()),
        Write(HttpMethods.Put, ApiPaths.Run, Starters, "Defines a run.", ApiJson.Default.RunDefinition, (call, definition) =>
            definition.Run.Value == call.Route("run")
                ? Run(call).CreateAsync(definition)
                : throw ApiCall.Malformed($"The definition's run '{definition.Run}' is not that of the address.")),
        Command(HttpMethods.Post, ApiPaths.RunStart, Starters, "Starts a run.", call => Run(call).StartAsync()),
        Write(HttpMethods.Post, ApiPaths.RunStop, Starters, "Ends a run early.", ApiJson.Default.RunStop, (call, stop) => Run(call).StopAsync(stop.Reason)),
        Read(ApiPaths.Round, ApiAccess.Overseers(ApiScope.RunsRead), "Reads a round.", ApiJson.Default.RoundView, call => call.Region.Grains.GetGrain<IRoundGrain>(call.Round.Value).GetAsync()),
        Read(ApiPaths.Ledger, ApiAccess.Members(ApiScope.LedgersRead) with { AsItself = true }, "Reads a dataset's privacy ledger.", ApiJson.Default.LedgerView, call => call.Region.Grains
            .GetGrain<ILedgerGrain>(new LedgerId(new SiteId(call.Route("site")), call.Route("dataset")).Value).GetAsync()),
    ];

    private static ApiAccess Anyone => ApiAccess.Members(ApiScope.RunsRead);

    private static ApiAccess Starters => ApiAccess.Operator with { Scopes = [ApiScope.RunsWrite] };

    private static IConsortiumGrain Consortium(ApiCall call) =>
        call.Region.Grains.GetGrain<IConsortiumGrain>(new ConsortiumId(call.Route("consortium")).Value);

    private static IRunGrain Run(ApiCall call) => call.Region.Grains.GetGrain<IRunGrain>(new RunId(call.Route("run")).Value);

    private static ApiOperation Read<T>(string path, ApiAccess access, string summary, JsonTypeInfo<T> json, Func<ApiCall, Task<T>> read) =>
        new(HttpMethods.Get, path, summary, async call => await call.WriteJsonAsync(await read(call), json)) { Access = access, Response = json };

    private static ApiOperation Write<T>(
        string method, string path, ApiAccess access, string summary, JsonTypeInfo<T> json, Func<ApiCall, T, Task> write) =>
        new(method, path, summary, async call =>
        {
            await write(call, await call.ReadJsonAsync(json));
            await call.NoContentAsync();
        })
        {
            Access = access, Request = json, Status = StatusCodes.Status204NoContent,
        };

    private static ApiOperation Command(string method, string path, ApiAccess access, string summary, Func<ApiCall, Task> command) =>
        new(method, path, summary, async call =>
        {
            await command(call);
            await call.NoContentAsync();
        })
        {
            Access = access, Status = StatusCodes.Status204NoContent,
        };
}
