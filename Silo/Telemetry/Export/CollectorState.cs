namespace Tapestry.Silo.Telemetry.Export;

/// <summary>Tells the log when the collector stops to take telemetry and when it takes it again, once each.</summary>
internal sealed class CollectorState(Uri endpoint, Action<string> log)
{
    private int isLost;

    public void Took()
    {
        if (Interlocked.Exchange(ref isLost, 0) == 1)
        {
            log($"telemetry reaches {endpoint} again");
        }
    }

    public void Lost(string why)
    {
        if (Interlocked.Exchange(ref isLost, 1) == 0)
        {
            log($"telemetry does not reach {endpoint} and is dropped until it does: {why}");
        }
    }
}
