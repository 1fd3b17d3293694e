namespace Tapestry.Privacy.SecureAggregation.Keys;

/// <summary>Where secrets come from: the operating system in production, a seed in tests.</summary>
public interface IRandomBytes
{
    /// <summary>Fills the span with independent uniform bytes.</summary>
    void Fill(Span<byte> destination);
}
