namespace Tapestry.Actors.Hosting;

/// <summary>Runs a grain method: as a root call, or joined to the transaction of a calling grain.</summary>
internal interface IGrainCaller
{
    /// <summary>Ends with the grain's own task, completed successfully, or throws what the grain threw.</summary>
    ValueTask<Task> CallAsync(GrainDefinition grain, GrainId id, GrainMethod method, object?[] arguments);
}
