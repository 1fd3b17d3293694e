namespace Tapestry.Actors;

/// <summary>Where unpredictable bytes come from; implementations are safe for concurrent use.</summary>
public interface ISecureRandom
{
    /// <summary>Fills the span.</summary>
    void Fill(Span<byte> destination);
}
