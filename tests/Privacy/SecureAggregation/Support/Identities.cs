using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.Tests.SecureAggregation.Support;

/// <summary>Identity keys of test members, the same in every run.</summary>
internal static class Identities
{
    private static readonly ConcurrentDictionary<int, SiteIdentity> Known = new();

    public static SiteIdentity Of(int member) => Known.GetOrAdd(member, Create);

    private static SiteIdentity Create(int member)
    {
        var scalar = AgreementKey.Draw(new SeededBytes(1_000_003 + member));
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        return SiteIdentity.FromPkcs8(key.ExportPkcs8PrivateKey());
    }
}
