using System.Security.Cryptography;
using System.Text.Json;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Serialization;
using Tapestry.Silo.Receipts;
using Tapestry.Testing;

namespace Tapestry.Silo.Tests.Receipts;

public sealed class ReceiptSignerTests : IDisposable
{
    private static readonly Receipt Receipt = new(new RoundId(new RunId("run"), 3), new SiteId("a"), 1, Sha256Digest.Of([1]), 99);

    private readonly TemporaryFolder folder = new();

    private string KeyFile => folder.File("receipts.pem");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_receipt_verifies_under_the_key_it_names()
    {
        using var signer = ReceiptSigner.LoadOrCreate(KeyFile);

        var signed = signer.Sign(Receipt);

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(signed.PublicKey.Span, out _);
        var message = JsonSerializer.SerializeToUtf8Bytes(Receipt, ContractJson.Default.Receipt);
        Assert.True(key.VerifyData(message, signed.Signature.Span, HashAlgorithmName.SHA256));
    }

    [Fact]
    public void The_key_is_for_its_owner_only_and_stays_the_same()
    {
        using var first = ReceiptSigner.LoadOrCreate(KeyFile);
        using var second = ReceiptSigner.LoadOrCreate(KeyFile);

        Assert.Equal(first.Sign(Receipt).PublicKey.ToArray(), second.Sign(Receipt).PublicKey.ToArray());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(KeyFile).UnixFileMode);
        Assert.Equal([KeyFile], Directory.EnumerateFiles(folder.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void A_file_without_a_key_is_refused_and_kept(string content)
    {
        File.WriteAllText(KeyFile, content);

        var refused = Assert.Throws<InvalidDataException>(() => ReceiptSigner.LoadOrCreate(KeyFile));

        Assert.Contains(KeyFile, refused.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(KeyFile));
    }

    [Fact]
    public void A_write_that_a_crash_cut_short_is_done_again()
    {
        File.WriteAllText(KeyFile + ".partial", "half");

        using var signer = ReceiptSigner.LoadOrCreate(KeyFile);

        Assert.Equal([KeyFile], Directory.EnumerateFiles(folder.Path));
    }
}
