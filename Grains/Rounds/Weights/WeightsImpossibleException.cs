using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Grains.Rounds.Weights;

/// <summary>Floor and cap contradict the number of sites; the message says by how much and what to change.</summary>
public sealed class WeightsImpossibleException(string message) : TapestryException("round.weights-impossible", message);
