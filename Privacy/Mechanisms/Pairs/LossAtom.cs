namespace Tapestry.Privacy.Mechanisms.Pairs;

/// <summary>An outcome of positive probability.</summary>
/// <param name="LogMass">Logarithm of its probability under the base distribution.</param>
/// <param name="Loss">Logarithm of the likelihood ratio at it.</param>
internal readonly record struct LossAtom(double LogMass, double Loss);
