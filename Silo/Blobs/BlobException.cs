using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Silo.Blobs;

/// <summary>The blob store refuses or cannot do what was asked; the message says what, why and the remedy.</summary>
public abstract class BlobException : TapestryException
{
    private protected BlobException(string code, string message)
        : base(code, message)
    {
    }
}
