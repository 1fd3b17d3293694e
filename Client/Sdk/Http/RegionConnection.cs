using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Client.Sdk.Http;

/// <summary>
/// Sends requests to whichever silo of a region answers, for as long as it takes: every request of the API may be
/// repeated. Safe for concurrent use.
/// </summary>
public sealed class RegionConnection : IDisposable
{
    private const int MaximumDoublings = 20;

    private readonly HttpClient http;
    private readonly TimeProvider clock;
    private int current;

    /// <summary>A connection; nothing is sent yet.</summary>
    /// <param name="options">Where the region is.</param>
    /// <param name="clock">Times waits.</param>
    /// <param name="handler">How bytes travel; null for the system's own way, with the certificates of the options.</param>
    /// <exception cref="ArgumentException">An address is https and the options hold no credentials, or the other way about.</exception>
    public RegionConnection(RegionConnectionOptions options, TimeProvider clock, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Silos.Count, 1, nameof(options));
        RegionTls.Check(options);
        Options = options;
        this.clock = clock;
        handler ??= RegionTls.CreateHandler(options.Credentials);
        http = new HttpClient(options.Through?.Invoke(handler) ?? handler)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
    }

    /// <summary>How it reaches the region.</summary>
    public RegionConnectionOptions Options { get; }

    /// <summary>Sends a request until a silo answers it, and reads the answer; a read that is torn is tried again too.</summary>
    /// <param name="create">Makes the request anew for each try; its address is below a silo's.</param>
    /// <param name="read">Reads a successful answer.</param>
    /// <param name="timeout">Longest wait for one try.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="isStream">True when the timeout is for the first byte only, and reading takes as long as it takes.</param>
    /// <exception cref="RegionUnavailableException">No silo answered in the time that the options allow.</exception>
    /// <exception cref="TapestryException">The region refuses; it is of the type that the region threw where that is known here.</exception>
    public async Task<T> SendAsync<T>(
        Func<HttpRequestMessage> create, Func<HttpResponseMessage, CancellationToken, Task<T>> read, TimeSpan timeout,
        CancellationToken cancellationToken, bool isStream = false)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(read);
        var began = clock.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            var index = Volatile.Read(ref current);
            var silo = Options.Silos[index];
            TimeSpan? asked = null;
            string failure;
            try
            {
                using var limit = new CancellationTokenSource(timeout, clock);
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
                using var request = create();
                request.RequestUri = new Uri(silo, request.RequestUri!);
                await ShowTokenAsync(request, ended.Token);
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ended.Token);
                if (response.IsSuccessStatusCode)
                {
                    if (isStream)
                    {
                        limit.CancelAfter(Timeout.InfiniteTimeSpan);
                    }

                    return await read(response, ended.Token);
                }

                var problem = await Refusals.ReadAsync(response, ended.Token);
                if (!IsPassing(response.StatusCode))
                {
                    throw Refusals.Of(problem);
                }

                (asked, failure) = (response.Headers.RetryAfter?.Delta, problem.Detail);
            }
            catch (Exception torn) when (torn is HttpRequestException or IOException or SocketException
                || (torn is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                failure = torn.GetBaseException().Message;
            }

            Options.OnFailure?.Invoke(silo, failure);
            Interlocked.CompareExchange(ref current, (index + 1) % Options.Silos.Count, index);
            await WaitAsync(silo, failure, began, Delay(failures, asked), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    /// <summary>Another try may succeed: the silo is busy, stops, cannot reach its database, or has a full disk that its operator frees.</summary>
    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        or HttpStatusCode.InsufficientStorage;

    private async ValueTask ShowTokenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Options.Credentials?.BearerToken is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(cancellationToken));
        }
    }

    private TimeSpan Delay(int failures, TimeSpan? asked)
    {
        var turns = failures / Options.Silos.Count;
        if (turns == 0 && asked is null)
        {
            return TimeSpan.Zero; // Another silo may answer at once.
        }

        var doubled = Options.FirstDelay * Math.Pow(2, Math.Min(Math.Max(turns - 1, 0), MaximumDoublings));
        var longest = doubled < Options.MaxDelay ? doubled : Options.MaxDelay;
        var delay = longest * (0.5 + (Options.Jitter?.Invoke() ?? (RandomNumberGenerator.GetInt32(1000) / 1000.0)) / 2);
        return delay < asked ? asked.Value : delay;
    }

    /// <exception cref="RegionUnavailableException">The next try would come too late.</exception>
    private Task WaitAsync(Uri silo, string failure, long began, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (Options.GiveUpAfter is { } limit && clock.GetElapsedTime(began) + delay > limit)
        {
            throw new RegionUnavailableException(Options.Silos, silo, failure, limit);
        }

        return delay == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, clock, cancellationToken);
    }
}
