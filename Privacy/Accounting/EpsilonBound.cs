namespace Tapestry.Privacy.Accounting;

/// <summary>An epsilon that holds.</summary>
/// <param name="Epsilon">0 or more.</param>
/// <param name="Order">The Rényi order that gave it, or null when no order did.</param>
public readonly record struct EpsilonBound(double Epsilon, double? Order = null);
