namespace Tapestry.Silo.Telemetry.Export;

/// <summary>How a collector is spoken to (OTLP 1).</summary>
public enum OtlpProtocol
{
    /// <summary>Protobuf over HTTP/1.1, to <c>/v1/metrics</c> and <c>/v1/traces</c> below the endpoint.</summary>
    HttpProtobuf,

    /// <summary>gRPC over HTTP/2.</summary>
    Grpc,
}
