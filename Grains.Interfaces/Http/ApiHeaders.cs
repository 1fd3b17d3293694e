namespace Tapestry.Grains.Interfaces.Http;

/// <summary>Headers of API v1 that are not everybody's.</summary>
public static class ApiHeaders
{
    /// <summary>Request: offset of a piece, from 0. Response: offset of the next one.</summary>
    public const string UploadOffset = "Upload-Offset";

    /// <summary>SHA-256 of a body (RFC 9530): <c>sha-256=:</c>, base64, <c>:</c>.</summary>
    public const string ContentDigest = "Content-Digest";

    /// <summary>The value of <see cref="ContentDigest"/> for a body with that SHA-256.</summary>
    public static string ContentDigestOf(ReadOnlySpan<byte> sha256) => $"sha-256=:{Convert.ToBase64String(sha256)}:";

    /// <summary>The message, as JSON, whose bytes are the body.</summary>
    public const string Message = "Tapestry-Message";

    /// <summary>Longest wait of a long poll in seconds (RFC 7240): <c>wait=30</c>.</summary>
    public const string Prefer = "Prefer";
}
