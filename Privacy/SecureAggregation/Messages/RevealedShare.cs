using Tapestry.Privacy.SecureAggregation.Sharing;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>A share that a holder gives to the region.</summary>
/// <param name="Owner">Whose secret.</param>
/// <param name="Kind">Which of its two secrets.</param>
/// <param name="Value">32 bytes.</param>
internal sealed record RevealedShare(int Owner, SecretKind Kind, byte[] Value);
