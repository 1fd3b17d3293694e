using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Sharing;

namespace Tapestry.Privacy.SecureAggregation.Protocol;

/// <summary>
/// Encryption of two shares from a dealer to a holder: AES-256-GCM under HKDF of their ECDH secret. A key serves one
/// message of one direction, so the nonce is zero.
/// </summary>
internal static class ShareCipher
{
    private const string Purpose = "shares";
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int PlaintextBytes = 2 * SecretSharing.SecretBytes;

    public static byte[] Encrypt(KeyContext context, byte[] agreed, int dealer, int holder, HeldShares shares)
    {
        var ciphertext = new byte[SealedShares.CiphertextBytes];
        var plaintext = (byte[])[.. shares.SeedShare, .. shares.KeyShare];
        using var cipher = Cipher(context, agreed, dealer, holder);
        cipher.Encrypt(
            stackalloc byte[NonceBytes],
            plaintext,
            ciphertext.AsSpan(0, PlaintextBytes),
            ciphertext.AsSpan(PlaintextBytes),
            AssociatedData(context, dealer, holder, shares.SeedCommitment, shares.KeyCommitment));
        CryptographicOperations.ZeroMemory(plaintext);
        return ciphertext;
    }

    /// <summary>The shares, or null when anything about them is not what the dealer encrypted for this holder.</summary>
    public static HeldShares? Decrypt(KeyContext context, byte[] agreed, int holder, SealedShares entry)
    {
        var plaintext = new byte[PlaintextBytes];
        using var cipher = Cipher(context, agreed, entry.Peer, holder);
        try
        {
            cipher.Decrypt(
                stackalloc byte[NonceBytes],
                entry.Ciphertext.AsSpan(0, PlaintextBytes),
                entry.Ciphertext.AsSpan(PlaintextBytes),
                plaintext,
                AssociatedData(context, entry.Peer, holder, entry.SeedShareCommitment, entry.KeyShareCommitment));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        var shares = HeldShares.Of(
            context,
            entry.Peer,
            holder,
            plaintext[..SecretSharing.SecretBytes],
            plaintext[SecretSharing.SecretBytes..]);
        CryptographicOperations.ZeroMemory(plaintext);
        return shares.SeedCommitment == entry.SeedShareCommitment && shares.KeyCommitment == entry.KeyShareCommitment
            ? shares
            : null;
    }

    private static AesGcm Cipher(KeyContext context, byte[] agreed, int dealer, int holder)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            agreed,
            key,
            context.Transcript.ToArray(),
            context.Info(Purpose, dealer, holder).ToArray());
        var cipher = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    private static byte[] AssociatedData(KeyContext context, int dealer, int holder, Hash256 seed, Hash256 key) =>
        context.Info(Purpose, dealer, holder).Hash(seed).Hash(key).ToArray();
}
