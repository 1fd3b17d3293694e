using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Silo.Identity;

namespace Tapestry.Silo.Http;

/// <summary>What there is in the region: runs, Shared Bases and ledgers, a page at a time.</summary>
internal static class CatalogOperations
{
    private const int DefaultPage = 100;

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        List(ApiPaths.Runs, ApiAccess.Members(ApiScope.RunsRead), "Lists runs after an id.", ApiJson.Default.RunPage,
            (call, after, limit) => call.Region.Catalog.ListRunsAsync(after, limit, call.Aborted)),
        List(ApiPaths.Models, ModelReaders, "Lists the current Shared Base of each run after an id.", ApiJson.Default.ModelPage,
            (call, after, limit) => call.Region.Catalog.ListModelsAsync(after, limit, call.Aborted)),
        Read(ApiPaths.CurrentModel, "Reads a run's current Shared Base.", call => call.Region.Catalog.GetModelAsync(Run(call), round: null)),
        Read(ApiPaths.Model, "Reads the Shared Base that a round made; 0 is the one that the run started from.", call =>
            call.Region.Catalog.GetModelAsync(Run(call), (int)ApiCall.Number("number", call.Route("number"), 0, int.MaxValue))),
        List(ApiPaths.Ledgers, ApiAccess.Overseers(ApiScope.LedgersRead), "Lists privacy ledgers after an id, site/dataset.", ApiJson.Default.LedgerPage,
            (call, after, limit) => call.Region.Catalog.ListLedgersAsync(after, limit, call.Aborted)),
    ];

    private static ApiAccess ModelReaders => ApiAccess.Members(ApiScope.ModelsRead);

    private static RunId Run(ApiCall call) => new(call.Route("run"));

    private static ApiOperation Read(string path, string summary, Func<ApiCall, Task<ModelView>> read) => new(
        HttpMethods.Get, path, summary, async call => await call.WriteJsonAsync(await read(call), ApiJson.Default.ModelView))
    {
        Access = ModelReaders, Response = ApiJson.Default.ModelView,
    };

    private static ApiOperation List<T>(
        string path, ApiAccess access, string summary, JsonTypeInfo<T> json, Func<ApiCall, string, int, Task<T>> list) => new(
        HttpMethods.Get, path, summary, async call =>
        {
            var limit = ApiCall.Number("limit", call.Query("limit"), DefaultPage, call.Limits.MaxListed);
            await call.WriteJsonAsync(await list(call, call.Query("after") ?? "", (int)Math.Max(1, limit)), json);
        })
    {
        Access = access, Response = json, Query = ["after", "limit"],
    };
}
