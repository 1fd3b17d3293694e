using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Grains.Interfaces.Http;

/// <summary>The API refuses a request before it reaches a grain; see <see cref="TapestryException.Code"/>.</summary>
public sealed class RequestRefusalException(string code, string message) : TapestryException(code, message)
{
    /// <summary>There is nothing at this address.</summary>
    public const string NotFound = "request.not-found";

    /// <summary>The body, a parameter or a header cannot be read.</summary>
    public const string Malformed = "request.malformed";

    /// <summary>The body is longer than is taken here.</summary>
    public const string TooLarge = "request.too-large";

    /// <summary>The identity sends more requests than it may.</summary>
    public const string TooMany = "request.too-many";

    /// <summary>The message's bytes were not uploaded, or not all of them.</summary>
    public const string UploadMissing = "upload.missing";

    /// <summary>The bytes of a piece are not what their digest says.</summary>
    public const string PieceDamaged = "upload.piece-damaged";

    /// <summary>The region cannot reach its database or is busy; try again.</summary>
    public const string Unavailable = "region.unavailable";

    /// <summary>A fault of the region; its log holds the cause.</summary>
    public const string Internal = "region.fault";
}
