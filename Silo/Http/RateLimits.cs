using System.Threading.RateLimiting;
using Tapestry.Grains.Interfaces.Http;

namespace Tapestry.Silo.Http;

/// <summary>How many requests an identity may make, at once and over time.</summary>
internal sealed class RateLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> atOnce;
    private readonly PartitionedRateLimiter<string> overTime;

    public RateLimits(ApiLimits limits)
    {
        atOnce = PartitionedRateLimiter.Create<string, string>(identity => RateLimitPartition.GetConcurrencyLimiter(
            identity, _ => new ConcurrencyLimiterOptions { PermitLimit = limits.RequestsAtOnce }));
        overTime = PartitionedRateLimiter.Create<string, string>(identity => RateLimitPartition.GetTokenBucketLimiter(
            identity, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = limits.Burst, TokensPerPeriod = limits.Refill, ReplenishmentPeriod = limits.RefillEvery,
            }));
    }

    /// <summary>Admits a request until the lease is disposed.</summary>
    /// <exception cref="RequestRefusalException">The identity has too many.</exception>
    public IDisposable Admit(string identity)
    {
        var lease = atOnce.AttemptAcquire(identity);
        if (lease.IsAcquired && overTime.AttemptAcquire(identity).IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        throw new RequestRefusalException(
            RequestRefusalException.TooMany, "This identity makes more requests, at once or over time, than it may: wait and send it again.");
    }

    public void Dispose()
    {
        atOnce.Dispose();
        overTime.Dispose();
    }
}
