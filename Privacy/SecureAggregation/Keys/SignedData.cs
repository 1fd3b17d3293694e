namespace Tapestry.Privacy.SecureAggregation.Keys;

/// <summary>What somebody is said to have signed.</summary>
/// <param name="Key">Who; null is nobody.</param>
/// <param name="Data">What was signed.</param>
/// <param name="Signature">64 bytes, r and s.</param>
internal readonly record struct SignedData(P256Point? Key, byte[] Data, byte[] Signature);
