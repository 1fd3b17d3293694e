namespace Tapestry.Faults.Tests.Plans;

/// <summary>One fault.</summary>
/// <param name="Kind">What.</param>
/// <param name="Target">Whom: index of the silo or site; 0 for all silos, the database, disks and the object store.</param>
/// <param name="After">Pause since the fault before.</param>
/// <param name="Lasts">How long it is down, frozen, cut off or full.</param>
internal sealed record Fault(FaultKind Kind, int Target, TimeSpan After, TimeSpan Lasts)
{
    public override string ToString() => $"+{After.TotalMilliseconds:F0} ms {Kind} {Target} for {Lasts.TotalMilliseconds:F0} ms";
}
