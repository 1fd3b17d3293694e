namespace Tapestry.KernelCases.Fuzzing;

/// <summary>A valid buffer.</summary>
/// <param name="Buffer">Its bytes.</param>
/// <param name="ElementCount">Coordinates it decodes to.</param>
/// <param name="PayloadOffset">Where what the checksum guards begins.</param>
internal sealed record FuzzSample(byte[] Buffer, int ElementCount, int PayloadOffset);
