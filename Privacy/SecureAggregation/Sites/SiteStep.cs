namespace Tapestry.Privacy.SecureAggregation.Sites;

/// <summary>What to do next, in this order: persist the state, then send the message.</summary>
/// <param name="State">
/// State after the step; see <see cref="SiteSession.Save"/>. Holds secrets: store it like a private key.
/// </param>
/// <param name="Message">Bytes for the region, once the state is durable; null when nothing is to be sent.</param>
public sealed record SiteStep(byte[] State, byte[]? Message);
