using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Sdk.Models;

/// <summary>Fetched bytes are not those that their digest names.</summary>
public sealed class DamagedBlobException(Sha256Digest blob, long bytes) : TapestryException(
    "blob.damaged", $"Blob {blob} arrived with {bytes} bytes of another digest, three times: fetch it again or from another source.");
