using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Hosting;

/// <summary>A call that starts a transaction, routable by (type, key).</summary>
internal sealed record RootCall(GrainDefinition Grain, GrainId Id, GrainMethod Method, object?[] Arguments)
{
    /// <summary>Runs in the transaction before the method; false ends the call without running the method.</summary>
    public Func<CallTransaction, IGrainTransaction, ValueTask<bool>>? Prepare { get; init; }

    public override string ToString() => $"{Id}.{Method.Name}";
}
