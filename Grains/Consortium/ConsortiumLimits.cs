namespace Tapestry.Grains.Consortium;

/// <summary>How large a consortium can be.</summary>
public static class ConsortiumLimits
{
    /// <summary>Members on a roster.</summary>
    public const int Members = 4096;

    /// <summary>Characters of a display name.</summary>
    public const int DisplayNameLength = 200;
}
