using System.Globalization;
using System.Text;
using System.Text.Json;
using Tapestry.Actors;
using Tapestry.Client.Cli.Output;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Client.Cli.Audit;

/// <summary>Whether the hash chains of streams hold, each from its first event on.</summary>
/// <param name="Events">Events that were checked.</param>
/// <param name="Streams">Streams that hold so far.</param>
/// <param name="Break">What the first broken event is; null when all hold.</param>
internal sealed record ChainVerdict(long Events, int Streams, string? Break)
{
    public static async Task<ChainVerdict> OfAsync(IAsyncEnumerable<EventView> events)
    {
        var verifier = new EventChainVerifier();
        long count = 0;
        await foreach (var happened in events)
        {
            count++;
            if (verifier.Check(Recorded(happened)) is { } broken)
            {
                return new ChainVerdict(count, verifier.Heads.Count, broken.ToString());
            }
        }

        return new ChainVerdict(count, verifier.Heads.Count, Break: null);
    }

    public string Sentence() => Break
        ?? string.Create(CultureInfo.InvariantCulture, $"{Events} events of {Streams} streams hold.");

    public string Json() => JsonSerializer.Serialize(
        new { Version = JsonAnswer.Version, Holds = Break is null, Events, Streams, Break }, JsonSerializerOptions.Web);

    private static RecordedEvent Recorded(EventView shown) => new(
        shown.Position, shown.Stream, shown.Sequence, shown.Name, shown.RecordedAt,
        Encoding.UTF8.GetBytes(shown.Payload.GetRawText()),
        Convert.FromHexString(shown.PreviousHash.Value), Convert.FromHexString(shown.Hash.Value));
}
