using Tapestry.Client.Sdk.Receipts;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Silo.Receipts;
using Tapestry.Testing;

namespace Tapestry.Client.Tests.Sdk.Receipts;

public sealed class ReceiptVerifierTests : IDisposable
{
    private static readonly Receipt Sent = new(new RoundId(new RunId("run"), 3), new SiteId("a"), 1, Sha256Digest.Of([1]), 99);

    private readonly TemporaryFolder folder = new();
    private readonly ReceiptSigner region;
    private readonly ReceiptSigner impostor;
    private readonly ReceiptVerifier verifier = new();

    public ReceiptVerifierTests() =>
        (region, impostor) = (ReceiptSigner.LoadOrCreate(folder.File("region.pem")), ReceiptSigner.LoadOrCreate(folder.File("impostor.pem")));

    public void Dispose()
    {
        region.Dispose();
        impostor.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_sound_receipt_is_taken_again_and_again()
    {
        verifier.Verify(region.Sign(Sent), Sent);
        verifier.Verify(region.Sign(Sent), Sent);
    }

    [Fact]
    public void A_receipt_for_something_else_is_refused() =>
        Assert.Throws<ReceiptException>(() => verifier.Verify(region.Sign(Sent with { Shard = 2 }), Sent));

    [Fact]
    public void Another_key_than_before_is_refused()
    {
        verifier.Verify(region.Sign(Sent), Sent);

        Assert.Throws<ReceiptException>(() => verifier.Verify(impostor.Sign(Sent), Sent));
    }

    [Fact]
    public void A_forged_receipt_is_refused_and_pins_no_key()
    {
        var forged = region.Sign(Sent) with { PublicKey = impostor.Sign(Sent).PublicKey };

        Assert.Throws<ReceiptException>(() => verifier.Verify(forged, Sent));
        verifier.Verify(region.Sign(Sent), Sent);
    }

    [Fact]
    public void A_damaged_signature_is_refused()
    {
        var signed = region.Sign(Sent);
        var damaged = signed.Signature.ToArray();
        damaged[^1] ^= 1;

        Assert.Throws<ReceiptException>(() => verifier.Verify(signed with { Signature = damaged }, Sent));
    }

    [Fact]
    public void What_is_no_key_is_refused() =>
        Assert.Throws<ReceiptException>(() => verifier.Verify(region.Sign(Sent) with { PublicKey = new byte[] { 1, 2 } }, Sent));
}
