using System.Security.Cryptography.X509Certificates;
using Tapestry.Client.Cli.Settings;
using Tapestry.Silo.Telemetry.Export;

namespace Tapestry.Client.Cli.Regions;

/// <summary>Reads <c>telemetry</c> of <c>silo.yaml</c>; docs/telemetry.md describes it.</summary>
internal static class TelemetrySection
{
    private const int MaximumSeconds = 3600;

    /// <summary>Null without the section: nothing is sent to anybody.</summary>
    /// <param name="root">The file.</param>
    /// <param name="silo">The silo's name.</param>
    public static TelemetrySettings? Read(SettingsSection root, string silo)
    {
        if (root.OptionalSection("telemetry") is not { } section)
        {
            return null;
        }

        var endpoint = section.Parse<Endpoint>("endpoint", null, "an http or https address, such as http://127.0.0.1:4318", Endpoint.Parse).Value;
        var headers = section.Load("headers", HeadersFile.Read, isRequired: false);
        if (headers is not null && endpoint is { IsLoopback: false } open && open.Scheme != Uri.UriSchemeHttps)
        {
            section.Fault($"headers would go to '{open}' in the clear: name an https address");
        }

        var settings = new TelemetrySettings
        {
            Endpoint = endpoint ?? new Uri("https://invalid"),
            Protocol = section.Parse<OtlpProtocol>("protocol", OtlpProtocol.HttpProtobuf, "http/protobuf or grpc", Protocol),
            Interval = TimeSpan.FromSeconds(section.Number("intervalSeconds", 60, 1, MaximumSeconds)),
            Headers = headers ?? new Dictionary<string, string>(),
            Authority = section.Load("authority", path => X509CertificateLoader.LoadCertificateFromFile(path), isRequired: false),
            Instance = section.Text("instance", silo),
            TraceShare = section.OptionalReal("traceShare", "from 0 to 1", share => share is >= 0 and <= 1) ?? 1,
        };
        section.RejectUnknown();
        return settings;
    }

    private static OtlpProtocol? Protocol(string text) => text switch
    {
        "http/protobuf" => OtlpProtocol.HttpProtobuf,
        "grpc" => OtlpProtocol.Grpc,
        _ => null,
    };

    private readonly record struct Endpoint(Uri? Value)
    {
        public static Endpoint? Parse(string text) => SiloAddress.TryParse(text) is { } address ? new Endpoint(address) : null;
    }
}
