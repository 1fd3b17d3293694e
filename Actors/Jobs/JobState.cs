namespace Tapestry.Actors;

/// <summary>Where a job stands; the numbers are persisted.</summary>
public enum JobState
{
    /// <summary>Waits to be claimed.</summary>
    Queued = 0,

    /// <summary>A worker runs it under a lease.</summary>
    Leased = 1,

    /// <summary>Finished.</summary>
    Done = 2,

    /// <summary>Given up, with a reason.</summary>
    Dead = 3,
}
