namespace Tapestry.Client.Cli.Demo.Progress;

/// <summary>Estimates the time left from the tokens that this process trained, over all planned phases.</summary>
internal sealed class TimeLeft(TimeProvider clock)
{
    // Before this much is known the estimate would be noise.
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(3);

    private long? started;
    private long trainedHere;

    /// <summary>Adds what was trained since the last call; the first call starts the clock.</summary>
    public void Trained(long tokens)
    {
        started ??= clock.GetTimestamp();
        trainedHere += tokens;
    }

    /// <summary>Time for <paramref name="tokensLeft"/> at the speed so far, or null while too little is known.</summary>
    public TimeSpan? Estimate(long tokensLeft)
    {
        var elapsed = started is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero;
        return elapsed < Warmup || trainedHere <= 0
            ? null
            : elapsed * ((double)Math.Max(0, tokensLeft) / trainedHere);
    }
}
