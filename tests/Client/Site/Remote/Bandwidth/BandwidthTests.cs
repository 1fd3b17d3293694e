using System.Net;
using System.Net.Http.Headers;
using Tapestry.Client.Site.Remote.Bandwidth;
using Tapestry.Testing;

namespace Tapestry.Client.Tests.Site.Remote.Bandwidth;

public sealed class BandwidthTests
{
    [Fact]
    public async Task No_more_passes_in_any_stretch_than_the_rate_allows_but_for_one_piece()
    {
        const int rate = 1000;
        var clock = new ManualTimeProvider();
        var limit = new BandwidthLimit(rate, clock);
        var random = new Random(1);
        var passed = new List<(DateTimeOffset At, int Bytes)>();
        for (var piece = 0; piece < 200; piece++)
        {
            var bytes = random.Next(1, 400);
            var take = limit.TakeAsync(bytes, default);
            while (!take.IsCompleted)
            {
                clock.Advance(TimeSpan.FromMilliseconds(1));
            }

            await take;
            passed.Add((clock.GetUtcNow(), bytes));
            clock.Advance(TimeSpan.FromMilliseconds(random.Next(0, 300)));
        }

        for (var first = 0; first < passed.Count; first++)
        {
            long bytes = 0;
            for (var last = first; last < passed.Count; last++)
            {
                var seconds = (passed[last].At - passed[first].At).TotalSeconds;
                Assert.True(bytes <= (seconds * rate) + 1, $"{bytes} bytes in {seconds} s from piece {first} to {last}");
                bytes += passed[last].Bytes;
            }
        }
    }

    [Fact]
    public async Task Takers_at_the_same_time_share_the_rate()
    {
        var clock = new ManualTimeProvider();
        var limit = new BandwidthLimit(100, clock);

        var takes = Enumerable.Range(0, 4).Select(_ => limit.TakeAsync(100, default)).ToArray();
        for (var second = 0; second < 3; second++)
        {
            Assert.Equal(second + 1, takes.Count(take => take.IsCompleted));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Task.WhenAll(takes);
    }

    [Fact]
    public async Task Bodies_pass_whole_with_their_headers_and_take_their_time()
    {
        const int rate = 100_000;
        var clock = new SkippingClock();
        var body = Enumerable.Range(0, 100_000).Select(value => (byte)value).ToArray();
        using var http = new HttpClient(new PacedHandler(new BandwidthLimit(rate, clock), new Echo()));
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/planted") } };

        using var answer = await http.PutAsync(new Uri("http://silo.example"), content);

        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(("application/planted", body.Length), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentLength));
        Assert.InRange(clock.Skipped.TotalSeconds, (2.0 * (body.Length - BandwidthLimit.PieceBytes)) / rate, 2.0 * body.Length / rate);
    }

    /// <summary>Answers with the body that it was sent.</summary>
    private sealed class Echo : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => new(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(cancellationToken))
            {
                Headers = { ContentType = request.Content.Headers.ContentType },
            },
        };
    }

    /// <summary>Lets every wait pass at once and counts it.</summary>
    private sealed class SkippingClock : TimeProvider
    {
        private readonly DateTimeOffset start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public TimeSpan Skipped { get; private set; }

        public override DateTimeOffset GetUtcNow() => start + Skipped;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Skipped += dueTime;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
