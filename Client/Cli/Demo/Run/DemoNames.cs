using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Names inside a demo's region and on its progress display.</summary>
internal static class DemoNames
{
    public const string ConsortiumPhase = "Consortium";
    public const string SovereignPhase = "Sovereign Models";
    public const string AlonePhase = "Baseline: alone";
    public const string PooledPhase = "Baseline: pooled";
    public const string EvaluationPhase = "Evaluation";

    public static readonly ConsortiumId Consortium = new("demo");
    public static readonly RunId Run = new("shared-base");
}
