using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Site.Egress;

/// <summary>One message that left the site.</summary>
/// <param name="At">When it was about to be sent, UTC.</param>
/// <param name="Type">The message's type, as on the wire.</param>
/// <param name="Bytes">Its size in bytes, an attached frame included.</param>
/// <param name="Sha256">SHA-256 of its JSON followed by the attached frame.</param>
public sealed record EgressEntry(DateTimeOffset At, string Type, long Bytes, Sha256Digest Sha256);
