namespace Tapestry.KernelCases.Fuzzing;

/// <summary>What a run saw.</summary>
/// <param name="Target">What was decoded.</param>
/// <param name="Buffers">Mutated buffers that were tried.</param>
/// <param name="Decoded">Those that decoded; the others were refused.</param>
/// <param name="Findings">Failures; the run ends at the first few.</param>
internal sealed record FuzzReport(string Target, long Buffers, long Decoded, IReadOnlyList<FuzzFinding> Findings);
