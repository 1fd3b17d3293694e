using System.Security.Cryptography;
using System.Text.Json;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Serialization;

namespace Tapestry.Client.Sdk.Receipts;

/// <summary>Checks a region's receipts. The first key seen is pinned: another key later is refused.</summary>
public sealed class ReceiptVerifier
{
    private byte[]? pinnedKey;

    /// <summary>Checks that the receipt is signed by the pinned key and says what was sent.</summary>
    /// <exception cref="ReceiptException">Another key, a bad signature, or a receipt for something else.</exception>
    public void Verify(SignedReceipt acknowledgement, Receipt expected)
    {
        ArgumentNullException.ThrowIfNull(acknowledgement);
        if (acknowledgement.Receipt != expected)
        {
            throw new ReceiptException($"The region acknowledged {acknowledgement.Receipt}; {expected} was sent.");
        }

        if (!IsSigned(acknowledgement))
        {
            throw new ReceiptException($"The receipt for {expected.Digest} is not signed by the key that it names.");
        }

        // Pinned only after its signature held: a forged receipt cannot pin a key of its own choice without having it.
        var key = acknowledgement.PublicKey.ToArray();
        var pinned = Interlocked.CompareExchange(ref pinnedKey, key, null) ?? key;
        if (!key.AsSpan().SequenceEqual(pinned))
        {
            throw new ReceiptException("The receipt is signed with another key than the region's earlier receipts.");
        }
    }

    private static bool IsSigned(SignedReceipt acknowledgement)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(acknowledgement.PublicKey.Span, out _);
            var message = JsonSerializer.SerializeToUtf8Bytes(acknowledgement.Receipt, ContractJson.Default.Receipt);
            return key.VerifyData(message, acknowledgement.Signature.Span, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
