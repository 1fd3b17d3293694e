using Tapestry.Privacy.Accounting.Errors;
using Tapestry.Privacy.Mechanisms;

namespace Tapestry.Privacy.Accounting;

/// <summary>
/// Bounds what releases from the same data reveal together. A bound is never below the truth. The order of the releases does
/// not matter, and a release of count k is k releases.
/// </summary>
public interface IPrivacyAccountant
{
    /// <summary>The smallest epsilon known to hold at this delta; finite, 0 or more.</summary>
    /// <param name="releases">Everything released; nothing at all gives 0.</param>
    /// <param name="delta">Above 0 and below 1.</param>
    /// <exception cref="PrivacyParameterException">Delta is outside its range.</exception>
    /// <exception cref="UnsupportedMechanismException">A mechanism, or two together, have no bound here.</exception>
    /// <exception cref="UnreachableGuaranteeException">Epsilon is too large for a number.</exception>
    EpsilonBound Epsilon(IReadOnlyList<Release> releases, double delta);

    /// <summary>The smallest delta known to hold at this epsilon; from 0 to 1.</summary>
    /// <param name="releases">Everything released; nothing at all gives 0.</param>
    /// <param name="epsilon">0 or more.</param>
    /// <exception cref="PrivacyParameterException">Epsilon is outside its range.</exception>
    /// <exception cref="UnsupportedMechanismException">A mechanism, or two together, have no bound here.</exception>
    double Delta(IReadOnlyList<Release> releases, double epsilon);
}
