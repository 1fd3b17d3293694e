namespace Tapestry.Grains.Interfaces.Http;

/// <summary>How far the bytes of a message have come.</summary>
/// <param name="Length">Bytes here: the offset of the next piece.</param>
public sealed record UploadState(long Length);
