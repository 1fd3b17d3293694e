using System.Security.Cryptography;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Tests.Identity;

public sealed class IdentityKeyTests
{
    [Fact]
    public void A_platform_key_reads_back_as_itself_by_text_and_by_point()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var identity = IdentityKey.FromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo());

        Assert.Equal(identity, IdentityKey.Parse(identity.Value));
        Assert.Equal(identity, IdentityKey.FromPoint(identity.ToPoint()));
        Assert.Equal(key.ExportParameters(false).Q.X, identity.ToPoint()[1..33]);
    }

    [Fact]
    public void Another_curve_or_length_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<InvalidIdException>(() => IdentityKey.FromSubjectPublicKeyInfo(other.ExportSubjectPublicKeyInfo()));
        Assert.Throws<InvalidIdException>(() => IdentityKey.FromPoint(new byte[64]));
        Assert.Throws<InvalidIdException>(() => IdentityKey.FromPoint(new byte[65]));
        Assert.Throws<InvalidIdException>(() => IdentityKey.Parse("no key"));
        Assert.Throws<InvalidIdException>(() => IdentityKey.Parse(Convert.ToBase64String(new byte[200])));
    }
}
