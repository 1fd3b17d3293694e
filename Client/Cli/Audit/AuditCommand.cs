using System.CommandLine;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Output;
using Tapestry.Client.Sdk;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Client.Cli.Audit;

/// <summary><c>tapestry audit</c>: the region's events in their order, and whether their hash chains hold.</summary>
internal static class AuditCommand
{
    public static Command Build(TimeProvider clock)
    {
        var stream = new Option<string?>("--stream") { Description = "Only streams whose name starts so, such as round/", HelpName = "PREFIX" };
        var verify = new Option<bool>("--verify") { Description = "Print no events; compute every stream's hash chain anew" };
        var json = RegionCommand.Json();
        return RegionCommand.Create(
            "audit", "Prints or verifies the region's audit events.", clock, [stream, verify, json],
            (region, parsed, output, cancellationToken) =>
            {
                var events = EventsAsync(region, parsed.GetValue(stream), cancellationToken);
                return parsed.GetValue(verify)
                    ? VerifyAsync(events, parsed.GetValue(json), output)
                    : PrintAsync(events, parsed.GetValue(json), output);
            });
    }

    private static async Task<int> PrintAsync(IAsyncEnumerable<EventView> events, bool asJson, TextWriter output)
    {
        await foreach (var happened in events)
        {
            await output.WriteLineAsync(
                asJson ? JsonAnswer.Of("event", happened, ApiJson.Default.EventView) : AuditText.Line(happened));
        }

        return ExitCodes.Success;
    }

    private static async Task<int> VerifyAsync(IAsyncEnumerable<EventView> events, bool asJson, TextWriter output)
    {
        var verdict = await ChainVerdict.OfAsync(events);
        await output.WriteLineAsync(asJson ? verdict.Json() : verdict.Sentence());
        return verdict.Break is null ? ExitCodes.Success : ExitCodes.NotVerified;
    }

    private static async IAsyncEnumerable<EventView> EventsAsync(
        IRegionClient region, string? stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long after = 0;
        EventPage page;
        do
        {
            page = await region.ReadEventsAsync(stream, after, IRegionClient.MostEvents, cancellationToken);
            foreach (var happened in page.Events)
            {
                yield return happened;
                after = happened.Position;
            }
        }
        while (page.Events.Count == IRegionClient.MostEvents);
    }
}
