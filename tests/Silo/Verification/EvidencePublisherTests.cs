using Tapestry.Actors;
using Tapestry.Silo.Receipts;
using Tapestry.Silo.Verification;

namespace Tapestry.Silo.Tests.Verification;

public sealed class EvidencePublisherTests
{
    [Fact]
    public async Task What_was_published_is_not_read_again_at_the_next_start()
    {
        await using var certified = await CertifiedRound.StartAsync(secure: false);
        using var signer = ReceiptSigner.LoadOrCreate(Path.Combine(certified.Fixture.Folder, "receipts.pem"));
        var events = new CountedEvents(certified.Fixture.Region.Events);

        await new EvidencePublisher(certified.Fixture.Region.Grains, events, signer, certified.Fixture.Folder).PublishNowAsync(default);

        var all = await certified.Fixture.Region.Events.ReadAsync("round/", 0, 1024, default);
        var certificate = all.Last(recorded => recorded.Name == "round-certified");
        Assert.Equal(all.Count(recorded => recorded.Position > certificate.Position), events.Read);
    }

    [Fact]
    public async Task Evidence_that_went_with_its_folder_is_written_again()
    {
        await using var certified = await CertifiedRound.StartAsync(secure: false);
        var before = await certified.EvidenceAsync();
        Directory.Delete(Path.Combine(certified.Fixture.Folder, "evidence"), recursive: true);

        await certified.Fixture.Region.Evidence.PublishNowAsync(default);

        Assert.Equal(before.Certificate.Round, (await certified.EvidenceAsync()).Certificate.Round);
    }

    private sealed class CountedEvents(IEventReader inner) : IEventReader
    {
        public int Read { get; private set; }

        public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(
            string? streamPrefix, long afterPosition, int maxCount, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(streamPrefix, afterPosition, maxCount, cancellationToken);
            Read += read.Count;
            return read;
        }

        public IAsyncEnumerable<RecordedEvent> WatchAsync(
            string? streamPrefix, long afterPosition, CancellationToken cancellationToken = default) =>
            inner.WatchAsync(streamPrefix, afterPosition, cancellationToken);

        public Task<long> LengthAsync(string stream, CancellationToken cancellationToken = default) => inner.LengthAsync(stream, cancellationToken);

        public Task<DateTimeOffset?> LastRecordedAtAsync(CancellationToken cancellationToken = default) =>
            inner.LastRecordedAtAsync(cancellationToken);
    }
}
