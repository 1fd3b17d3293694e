namespace Tapestry.Testing.Otlp;

/// <summary>An export as it came: field numbers are those of opentelemetry-proto 1.</summary>
/// <param name="Path">Where to.</param>
/// <param name="ContentType">As said.</param>
/// <param name="Headers">All headers.</param>
/// <param name="Body">Protobuf.</param>
public sealed record OtlpRequest(string Path, string ContentType, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    private const int GaugePoints = 5;
    private const int SumPoints = 7;
    private const int HistogramPoints = 9;

    /// <summary>Metrics with at least one point.</summary>
    public IEnumerable<OtlpMetric> Metrics => Path.EndsWith("/v1/metrics", StringComparison.Ordinal)
        ? Inner(metric => new OtlpMetric(metric.Text(1), metric.Text(3), PointAttributes(metric)))
        : [];

    /// <summary>Spans.</summary>
    public IEnumerable<OtlpSpan> Spans => Path.EndsWith("/v1/traces", StringComparison.Ordinal)
        ? Inner(span => new OtlpSpan(span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), Keys(span, 9)))
        : [];

    /// <summary>Attributes of the resource: name and text.</summary>
    public IEnumerable<(string Name, string Text)> Resource =>
        from one in new ProtoMessage(Body).Messages(1)
        from resource in one.Messages(1)
        from attribute in resource.Messages(1)
        from value in attribute.Messages(2)
        select (attribute.Text(1), value.Text(1));

    private IEnumerable<T> Inner<T>(Func<ProtoMessage, T> read) =>
        from resource in new ProtoMessage(Body).Messages(1)
        from scope in resource.Messages(2)
        from inner in scope.Messages(2)
        select read(inner);

    private static HashSet<string> PointAttributes(ProtoMessage metric) =>
    [
        .. metric.Messages(GaugePoints).Concat(metric.Messages(SumPoints)).SelectMany(data => data.Messages(1)).SelectMany(point => Keys(point, 7)),
        .. metric.Messages(HistogramPoints).SelectMany(data => data.Messages(1)).SelectMany(point => Keys(point, 9)),
    ];

    private static HashSet<string> Keys(ProtoMessage owner, int field) => [.. owner.Messages(field).Select(attribute => attribute.Text(1))];
}
