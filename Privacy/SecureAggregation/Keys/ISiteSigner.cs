namespace Tapestry.Privacy.SecureAggregation.Keys;

/// <summary>A member's long-lived identity key; the private half may live in hardware.</summary>
public interface ISiteSigner
{
    /// <summary>The public half, as rosters pin it.</summary>
    P256Point PublicKey { get; }

    /// <summary>Signs by ECDSA on P-256 with SHA-256.</summary>
    /// <returns>64 bytes, r and s (IEEE P1363).</returns>
    byte[] Sign(ReadOnlySpan<byte> data);
}
