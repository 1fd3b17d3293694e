namespace Tapestry.Client.Cli.Privacy;

/// <summary>What <c>tapestry privacy calibrate</c> prints as JSON.</summary>
internal sealed record CalibratedNoise(double NoiseMultiplier);
