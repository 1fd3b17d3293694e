namespace Tapestry.Testing.Otlp;

/// <summary>A span as a collector got it; ids are hexadecimal digits.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TraceId">The trace.</param>
/// <param name="SpanId">The span.</param>
/// <param name="ParentId">The span above; empty for none.</param>
/// <param name="Attributes">Names of its attributes.</param>
public sealed record OtlpSpan(string Name, string TraceId, string SpanId, string ParentId, IReadOnlySet<string> Attributes);
