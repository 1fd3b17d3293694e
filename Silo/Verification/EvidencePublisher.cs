using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Silo.Receipts;

namespace Tapestry.Silo.Verification;

/// <summary>Writes the signed evidence of every certified round under the region's folder; a file once written stays.</summary>
public sealed class EvidencePublisher(IGrainFactory grains, IEventReader events, ReceiptSigner signer, string folder)
{
    private const string RoundStreams = "round/";
    private const string Certified = "round-certified";
    private const int Page = 1024;

    /// <summary>Follows the region's events until cancelled.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var recorded in events.WatchAsync(RoundStreams, afterPosition: 0, cancellationToken))
        {
            await PublishAsync(recorded, cancellationToken);
        }
    }

    /// <summary>Writes what is missing so far.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task PublishNowAsync(CancellationToken cancellationToken)
    {
        var after = 0L;
        while (await events.ReadAsync(RoundStreams, after, Page, cancellationToken) is { Count: > 0 } read)
        {
            foreach (var recorded in read)
            {
                await PublishAsync(recorded, cancellationToken);
            }

            after = read[^1].Position;
        }
    }

    private async Task PublishAsync(RecordedEvent recorded, CancellationToken cancellationToken)
    {
        if (recorded.Name != Certified)
        {
            return;
        }

        var round = RoundId.Parse(recorded.Stream[RoundStreams.Length..]);
        var path = Path.Combine(folder, PublishedLayout.Evidence(round));
        if (File.Exists(path))
        {
            return;
        }

        var view = await grains.GetGrain<IRoundGrain>(round.Value).GetAsync();
        var evidence = signer.Sign(view.Ticket, view.Certificate!);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".partial";
        await File.WriteAllBytesAsync(partial, EvidenceFile.Write(evidence), cancellationToken);
        File.Move(partial, path, overwrite: true);
    }
}
