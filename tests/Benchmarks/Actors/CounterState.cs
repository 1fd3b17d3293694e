namespace Tapestry.Benchmarks.Actors;

/// <summary>State of a counter.</summary>
internal sealed record CounterState
{
    /// <summary>The sum.</summary>
    public long Count { get; init; }

    /// <summary>What makes the row as large as one of a small product grain.</summary>
    public string Note { get; init; } = new('n', 200);
}
