namespace Tapestry.KernelCases.Fuzzing;

/// <summary>A buffer that a decoder did not take as it must.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Iteration">Which buffer of the run: seed and this repeat it.</param>
/// <param name="Detail">What happened.</param>
/// <param name="Buffer">The buffer, hexadecimal.</param>
internal sealed record FuzzFinding(FuzzFault Kind, long Iteration, string Detail, string Buffer);
