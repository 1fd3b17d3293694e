namespace Tapestry.Silo.Verification;

/// <summary>Evidence contradicts itself, a signature, or the blobs that it names; nothing was recomputed.</summary>
public sealed class EvidenceMismatchException(string what) : Exception(what);
