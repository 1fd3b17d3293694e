using Tapestry.Actors;
using Tapestry.Grains.Interfaces.Audit;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Audit;

/// <summary>The head of a grain's own stream in the words of the contract.</summary>
internal static class AnchorExtensions
{
    public static StreamAnchor Anchor(this IGrainContext context) =>
        new(context.Id.ToString(), context.Head.Sequence, Sha256Digest.FromHash(context.Head.Hash.Span));
}
