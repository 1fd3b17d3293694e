using Tapestry.Privacy.Mechanisms;

namespace Tapestry.Privacy.Tests.Support;

/// <summary>A generated question about a subsampled Gaussian.</summary>
internal sealed record ReleaseCase(double Noise, double Rate, long Steps, double Delta)
{
    public IReadOnlyList<Release> Releases => [new(Sampled.Gaussian(Noise, Rate), Steps)];
}
