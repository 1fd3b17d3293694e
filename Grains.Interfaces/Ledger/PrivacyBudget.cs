namespace Tapestry.Grains.Interfaces.Ledger;

/// <summary>The most that all releases from a dataset may cost together: (epsilon, delta)-differential privacy of the site.</summary>
/// <param name="Epsilon">Finite, above 0.</param>
/// <param name="Delta">Above 0 and below 1.</param>
public sealed record PrivacyBudget(double Epsilon, double Delta);
