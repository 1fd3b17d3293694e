namespace Tapestry.Privacy.SecureAggregation.Sharing;

/// <summary>What one member holds of a secret.</summary>
/// <param name="Holder">Index of the holder in the cohort.</param>
/// <param name="Value">32 bytes.</param>
internal sealed record SecretShare(int Holder, byte[] Value);
