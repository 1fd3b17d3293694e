using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;

namespace Tapestry.Privacy.SecureAggregation.Sites.Transitions;

/// <summary>The masked input is fixed. The secrets that made its masks go: a second, other input cannot be masked alike.</summary>
internal static class InputCommitment
{
    public static SiteState Apply(SiteContext context, SiteState state, IReadOnlyList<Hash256> digests) => state with
    {
        Phase = SitePhase.InputCommitted,
        Contributed = true,
        MaskingKey = null,
        SelfSeed = null,
        Outbox = context.Seal(
            state, MessageKind.MaskedInput, Party.Region, new MaskedInput(state.View, digests).Encode()),
    };
}
