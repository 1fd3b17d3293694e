namespace Tapestry.Actors;

/// <summary>Where new ids come from; implementations are safe for concurrent use.</summary>
public interface IIdSource
{
    /// <summary>An id that was not given before.</summary>
    Guid NewId();
}
