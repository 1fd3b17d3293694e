namespace Tapestry.Testing.Otlp;

/// <summary>A metric as a collector got it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Attributes">Of all its points.</param>
public sealed record OtlpMetric(string Name, string Unit, IReadOnlySet<string> Attributes);
