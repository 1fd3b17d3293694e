namespace Tapestry.Privacy.SecureAggregation.Sharing;

/// <summary>Which of a member's two secrets a share belongs to. Of one member, only one of them is ever revealed.</summary>
internal enum SecretKind
{
    /// <summary>The seed of its self mask: revealed when its input counts.</summary>
    SelfMaskSeed = 1,

    /// <summary>The private key of its pairwise masks: revealed when it dropped out.</summary>
    MaskingKey = 2,
}
