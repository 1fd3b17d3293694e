namespace Tapestry.Grains.Interfaces.Ledger.Events;

/// <summary>Audit event: a member's budget is in force; null when it has none.</summary>
public sealed record BudgetSet(PrivacyBudget? Budget);
