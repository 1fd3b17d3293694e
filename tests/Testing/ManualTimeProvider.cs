namespace Tapestry.Testing;

/// <summary>A clock that stands still until a test moves it; timers fire in order of their due times.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private TaskCompletionSource _timerAdded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now;

    /// <param name="start">First time; null for 2030-01-01T00:00:00Z.</param>
    public ManualTimeProvider(DateTimeOffset? start = null) =>
        _now = start ?? new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that wait to fire.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires every timer on the way at its own time, on this thread.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = GetUtcNow() + by;
        while (TakeNext(end) is { } due)
        {
            due.Fire();
        }

        lock (_gate)
        {
            // What a timer set off may have moved the clock further meanwhile, on its own thread.
            _now = _now > end ? _now : end;
        }
    }

    /// <summary>Completes once at least this many timers wait; tells a test that code under test has gone to sleep.</summary>
    /// <exception cref="TimeoutException">It does not go to sleep.</exception>
    public async Task WaitForTimersAsync(int count = 1)
    {
        while (true)
        {
            Task added;
            lock (_gate)
            {
                if (_timers.Count >= count)
                {
                    return;
                }

                added = _timerAdded.Task;
            }

            await added.InTimeAsync($"{count} timers, of which {ActiveTimers} wait").ConfigureAwait(false);
        }
    }

    internal void Schedule(ManualTimer timer, TimeSpan dueTime)
    {
        TaskCompletionSource? added = null;
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.DueAt = _now + dueTime;
                _timers.Add(timer);
                added = _timerAdded;
                _timerAdded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        added?.SetResult();
    }

    private ManualTimer? TakeNext(DateTimeOffset end)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            if (next is not null)
            {
                _now = next.DueAt > _now ? next.DueAt : _now;
                _timers.Remove(next);
            }

            return next;
        }
    }
}
