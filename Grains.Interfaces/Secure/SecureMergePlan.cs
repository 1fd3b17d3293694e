using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>What a merge of masked contributions needs besides their bytes.</summary>
public sealed record SecureMergePlan
{
    /// <summary>The blob with the unmasking record (TSAU).</summary>
    public required Sha256Digest Record { get; init; }

    /// <summary>What the integer 1 stands for.</summary>
    public required float Granularity { get; init; }

    /// <summary>The 32 public bytes of the rotation.</summary>
    public required Sha256Digest RotationSeed { get; init; }
}
