namespace Tapestry.Privacy.Mechanisms.Pairs;

/// <summary>
/// The two output distributions that are hardest to keep apart, as a base distribution Q (the record is absent) and the
/// logarithm of the likelihood ratio P over Q, which grows with the outcome. Every pair here is mirror-symmetric before
/// sampling: swapping P and Q is reflecting the outcome.
/// </summary>
/// <param name="Atoms">Outcomes of positive probability, in order of their loss.</param>
/// <param name="Continuous">Outcomes that have a density, or null when there are none.</param>
internal sealed record DominatingPair(IReadOnlyList<LossAtom> Atoms, ContinuousLoss? Continuous)
{
    /// <summary>True when swapping P and Q changes nothing, so that one direction speaks for both.</summary>
    public bool IsSymmetric { get; init; } = true;

    /// <summary>
    /// The pair under Poisson sampling: P becomes the mixture <c>(1-q) Q + q P</c> (Zhu, Dong, Wang 2022, Theorem 11).
    /// </summary>
    public DominatingPair Sampled(double rate) => new(
        [.. Atoms.Select(atom => atom with { Loss = SampledLoss.Mix(atom.Loss, rate) })],
        Continuous is null ? null : new SampledLoss(Continuous, rate))
    {
        IsSymmetric = false,
    };
}
