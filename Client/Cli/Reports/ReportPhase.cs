namespace Tapestry.Client.Cli.Reports;

/// <summary>Wall time of one phase of a run.</summary>
/// <param name="Name">The phase, as the progress named it.</param>
/// <param name="Seconds">Its wall time.</param>
public sealed record ReportPhase(string Name, double Seconds);
