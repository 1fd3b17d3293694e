using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Tapestry.Client.Sdk.Http;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Client.Sdk.Events;

/// <summary>Follows a region's server-sent events over any number of connections; each begins after the last event had.</summary>
internal sealed class EventFollower(RegionConnection connection, TimeProvider clock, string path, long after)
{
    private const int Ahead = 64;

    private readonly Channel<EventView> arrived = Channel.CreateBounded<EventView>(new BoundedChannelOptions(Ahead)
    {
        SingleReader = true, SingleWriter = true,
    });

    private long last = after;

    public async IAsyncEnumerable<EventView> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = PumpAsync(stop.Token);
        try
        {
            await foreach (var next in arrived.Reader.ReadAllAsync(cancellationToken))
            {
                yield return next;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await pump;
        }
    }

    /// <summary>What ends it, but for its own cancellation, reaches the reader behind the events that came before.</summary>
    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await connection.SendAsync(Request, CopyAsync, connection.Options.RequestTimeout, cancellationToken, isStream: true);
            }
        }
#pragma warning disable CA1031 // The reader throws it.
        catch (Exception ended)
#pragma warning restore CA1031
        {
            arrived.Writer.TryComplete(ended);
        }
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("Last-Event-ID", last.ToString(CultureInfo.InvariantCulture));
        return request;
    }

    /// <summary>A connection that brought anything at all was good, however it ends; one that did not is a failed try.</summary>
    private async Task<bool> CopyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(connection.Options.StreamSilence, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(ended.Token));
        var parser = new EventStreamParser();
        var isAlive = false;
        try
        {
            while (await lines.ReadLineAsync(ended.Token) is { } line)
            {
                isAlive = true;
                silence.CancelAfter(connection.Options.StreamSilence);
                if (parser.Take(line) is { } next && next.Position > last)
                {
                    await arrived.Writer.WriteAsync(next, cancellationToken);
                    last = next.Position;
                }
            }
        }
        catch (Exception torn) when (isAlive && (torn is IOException or HttpRequestException
            || (torn is OperationCanceledException && !cancellationToken.IsCancellationRequested)))
        {
            return true;
        }

        return isAlive ? true : throw new IOException("The stream of events ended before anything came.");
    }
}
