using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Sharing;

namespace Tapestry.Privacy.SecureAggregation.Protocol;

/// <summary>One member's shares of another's two secrets, with the commitments to them.</summary>
internal sealed record HeldShares
{
    /// <summary>Whose secrets.</summary>
    public required int Owner { get; init; }

    /// <summary>Share of the self-mask seed, 32 bytes.</summary>
    public required byte[] SeedShare { get; init; }

    /// <summary>Share of the masking key, 32 bytes.</summary>
    public required byte[] KeyShare { get; init; }

    public required Hash256 SeedCommitment { get; init; }

    public required Hash256 KeyCommitment { get; init; }

    public static HeldShares Of(KeyContext context, int owner, int holder, byte[] seedShare, byte[] keyShare) => new()
    {
        Owner = owner,
        SeedShare = seedShare,
        KeyShare = keyShare,
        SeedCommitment = Commitment.ToShare(
            context.Binding, context.Transcript, owner, holder, SecretKind.SelfMaskSeed, seedShare),
        KeyCommitment = Commitment.ToShare(
            context.Binding, context.Transcript, owner, holder, SecretKind.MaskingKey, keyShare),
    };

    public byte[] Share(SecretKind kind) => kind == SecretKind.SelfMaskSeed ? SeedShare : KeyShare;

    public void Erase()
    {
        CryptographicOperations.ZeroMemory(SeedShare);
        CryptographicOperations.ZeroMemory(KeyShare);
    }
}
