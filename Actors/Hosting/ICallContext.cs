namespace Tapestry.Actors.Hosting;

/// <summary>A grain's context with the check that guards its state.</summary>
internal interface ICallContext : IGrainContext
{
    /// <summary>Refuses a write outside the running call or in a read-only one.</summary>
    void EnsureWritable(string what);
}
