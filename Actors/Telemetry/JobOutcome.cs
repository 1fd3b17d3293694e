namespace Tapestry.Actors.Telemetry;

/// <summary>How a run of a job ended, as metrics name it.</summary>
internal static class JobOutcome
{
    /// <summary>It is done.</summary>
    public const string Done = "done";

    /// <summary>It failed and is queued again.</summary>
    public const string Retry = "retry";

    /// <summary>It failed for the last time.</summary>
    public const string Dead = "dead";

    /// <summary>Another worker has it: the lease ended.</summary>
    public const string Lost = "lost";

    /// <summary>The worker stops and handed it back.</summary>
    public const string HandedBack = "handed-back";

    /// <summary>The store did not take the end down.</summary>
    public const string Unrecorded = "unrecorded";
}
