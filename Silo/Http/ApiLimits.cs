namespace Tapestry.Silo.Http;

/// <summary>Limits of API v1; crossing one is a problem that names it.</summary>
public sealed record ApiLimits
{
    /// <summary>Bytes of a JSON body.</summary>
    public int MaxJsonBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of a piece of an upload, or of a message's bytes that come with it.</summary>
    public int MaxPieceBytes { get; init; } = 8 << 20;

    /// <summary>Longest wait of a long poll.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Wait of a long poll that names none.</summary>
    public TimeSpan DefaultWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time after which a silent stream of events shows that it lives.</summary>
    public TimeSpan SignOfLife { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Events of one page.</summary>
    public int MaxEvents { get; init; } = 1000;

    /// <summary>Entries of one page of runs, models or ledgers.</summary>
    public int MaxListed { get; init; } = 200;

    /// <summary>Requests of one identity at once, long polls included.</summary>
    public int RequestsAtOnce { get; init; } = 64;

    /// <summary>Requests of one identity that may come in a burst.</summary>
    public int Burst { get; init; } = 400;

    /// <summary>Requests that an identity gets back in each <see cref="RefillEvery"/>.</summary>
    public int Refill { get; init; } = 200;

    /// <summary>How often an identity gets requests back.</summary>
    public TimeSpan RefillEvery { get; init; } = TimeSpan.FromSeconds(1);
}
