using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Tapestry.Silo.Identity;

namespace Tapestry.Silo.Tests.Identity;

/// <summary>An OpenID Connect issuer whose key set is a text: it signs tokens (RFC 7519, ES256) without a network.</summary>
internal sealed class TestIssuer : IDisposable
{
    private const long Year2001 = 978_307_200;
    private const long Year2100 = 4_102_444_800;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public PartnerTokens Tokens
    {
        get
        {
            var point = key.ExportParameters(false).Q;
            return new PartnerTokens
            {
                Issuer = new Uri("https://issuer.example"),
                Audience = "region",
                Keys = $$"""{"keys":[{"kty":"EC","crv":"P-256","use":"sig","kid":"1","x":"{{Text(point.X!)}}","y":"{{Text(point.Y!)}}"}]}""",
            };
        }
    }

    public string Sign(string scope, string audience = "region", bool isExpired = false, string issuer = "https://issuer.example")
    {
        var head = Text("""{"alg":"ES256","kid":"1","typ":"JWT"}"""u8);
        var claims = $$"""{"iss":"{{issuer}}","aud":"{{audience}}","sub":"app","scope":"{{scope}}","exp":{{(isExpired ? Year2001 : Year2100)}}}""";
        var signed = $"{head}.{Text(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Text(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public void Dispose() => key.Dispose();

    private static string Text(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
