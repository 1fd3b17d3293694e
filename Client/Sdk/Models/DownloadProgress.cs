namespace Tapestry.Client.Sdk.Models;

/// <summary>How far a download has come.</summary>
/// <param name="Bytes">Verified bytes that are here.</param>
/// <param name="TotalBytes">Bytes of the whole model.</param>
public readonly record struct DownloadProgress(long Bytes, long TotalBytes);
