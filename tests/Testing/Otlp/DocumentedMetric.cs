namespace Tapestry.Testing.Otlp;

/// <summary>A metric as the page tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>counter</c>, <c>histogram</c> or <c>gauge</c>.</param>
/// <param name="Unit">In UCUM.</param>
/// <param name="Attributes">Names of attributes that it can have.</param>
public sealed record DocumentedMetric(string Name, string Kind, string Unit, IReadOnlySet<string> Attributes);
