namespace Tapestry.Client.Cli.Demo.Progress;

/// <summary>A stretch of the run, such as the consortium's training or one baseline.</summary>
/// <param name="Name">Unique in the plan, as a person reads it.</param>
/// <param name="Steps">Training steps of all sites together; 0 when the phase trains nothing.</param>
/// <param name="TokensPerStep">Tokens of one such step: what makes steps of different phases comparable.</param>
public sealed record PlannedPhase(string Name, long Steps = 0, long TokensPerStep = 1)
{
    /// <summary>Tokens of the whole phase.</summary>
    public long Tokens => Steps * TokensPerStep;
}
