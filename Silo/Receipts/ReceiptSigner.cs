using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Serialization;
using Tapestry.Kernels.Files;

namespace Tapestry.Silo.Receipts;

/// <summary>Signs receipts and certificates with the region's key (ECDSA P-256 with SHA-256, FIPS 186-5).</summary>
public sealed class ReceiptSigner : IDisposable
{
    private readonly ECDsa key;
    private readonly byte[] publicKey;
    private readonly Lock gate = new();

    private ReceiptSigner(ECDsa key)
    {
        this.key = key;
        publicKey = key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>The public half (SubjectPublicKeyInfo), under which what it signs verifies.</summary>
    public ReadOnlyMemory<byte> PublicKey => publicKey;

    /// <summary>
    /// Loads the region's key (PEM, PKCS #8) or makes one; the file is readable by its owner only. Of silos that start together
    /// for the first time one makes it; the others take that one.
    /// </summary>
    /// <exception cref="InvalidDataException">The file holds no private key.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static ReceiptSigner LoadOrCreate(string path)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (!File.Exists(path) && AtomicFile.TryWriteNewSecret(path, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem())))
        {
            return new ReceiptSigner(key);
        }

        try
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception unusable) when (unusable is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidDataException($"'{path}' holds no private key in PEM: restore the region's key or remove the file for a new one.");
        }

        return new ReceiptSigner(key);
    }

    /// <summary>Signs a receipt.</summary>
    public SignedReceipt Sign(Receipt receipt)
    {
        return new SignedReceipt(receipt, Sign(JsonSerializer.SerializeToUtf8Bytes(receipt, ContractJson.Default.Receipt)), publicKey);
    }

    /// <summary>Signs a round's certificate.</summary>
    public RoundEvidence Sign(RoundTicket ticket, RoundCertificate certificate)
    {
        var message = JsonSerializer.SerializeToUtf8Bytes(certificate, ContractJson.Default.RoundCertificate);
        return new RoundEvidence(ticket, certificate, Sign(message), publicKey);
    }

    private byte[] Sign(byte[] message)
    {
        lock (gate)
        {
            return key.SignData(message, HashAlgorithmName.SHA256);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
