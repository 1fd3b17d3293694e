using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Rounds.Events;
using Tapestry.Kernels.Files;
using Tapestry.Silo.Events;
using Tapestry.Silo.Receipts;

namespace Tapestry.Silo.Verification;

/// <summary>Writes the signed evidence of every certified round under the region's folder; a file once written stays.</summary>
public sealed class EvidencePublisher(IGrainFactory grains, IEventReader events, ReceiptSigner signer, string folder)
{
    private const string RoundStreams = "round/";
    private const int Page = 1024;
    private readonly EventBookmark bookmark = new(Path.Combine(folder, PublishedLayout.EvidenceBookmark));

    /// <summary>Follows the region's events until cancelled.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var recorded in events.WatchAsync(RoundStreams, bookmark.Load().Position, cancellationToken))
        {
            await PublishAsync(recorded);
        }
    }

    /// <summary>Writes what is missing so far.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task PublishNowAsync(CancellationToken cancellationToken)
    {
        var after = bookmark.Load().Position;
        while (await events.ReadAsync(RoundStreams, after, Page, cancellationToken) is { Count: > 0 } read)
        {
            foreach (var recorded in read)
            {
                await PublishAsync(recorded);
            }

            after = read[^1].Position;
        }
    }

    private async Task PublishAsync(RecordedEvent recorded)
    {
        if (recorded.Name != RoundEventNames.Certified)
        {
            return;
        }

        var round = RoundId.Parse(recorded.Stream[RoundStreams.Length..]);
        var path = Path.Combine(folder, PublishedLayout.Evidence(round));
        if (!File.Exists(path))
        {
            var view = await grains.GetGrain<IRoundGrain>(round.Value).GetAsync();
            DurableFolder.Create(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, EvidenceFile.Write(signer.Sign(view.Ticket, view.Certificate!)));
        }

        bookmark.Save(new EventPlace(recorded.Position, []));
    }
}
