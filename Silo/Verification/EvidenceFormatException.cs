namespace Tapestry.Silo.Verification;

/// <summary>A file is no evidence of a round that this version reads.</summary>
public sealed class EvidenceFormatException(string place, string why, Exception? inner = null)
    : Exception($"'{place}' is no evidence of a round: {why}", inner);
