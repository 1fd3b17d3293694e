namespace Tapestry.Actors.Storage;

/// <summary>Reads grains as of one moment. One operation at a time.</summary>
public interface IGrainSnapshot : IAsyncDisposable
{
    /// <summary>The grain's row, or null when there is none.</summary>
    ValueTask<GrainRow?> LoadAsync(GrainId id, CancellationToken cancellationToken);
}
