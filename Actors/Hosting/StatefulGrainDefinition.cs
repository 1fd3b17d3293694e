using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Hosting;

/// <summary>A registered grain type: how its state is read, upgraded and written.</summary>
internal sealed class StatefulGrainDefinition<TGrain, TState>(
    string type, int stateVersion, JsonTypeInfo<TState> typeInfo, Func<TGrain> create,
    Func<int, JsonObject, JsonObject>? upgrade)
    : GrainDefinition(type, typeof(TGrain), stateVersion)
    where TGrain : Grain<TState>
    where TState : class, new()
{
    private readonly byte[] _newState = JsonSerializer.SerializeToUtf8Bytes(new TState(), typeInfo);

    /// <summary>JSON of the state that a new grain starts with.</summary>
    public ReadOnlyMemory<byte> NewState => _newState;

    public override Activation Activate(CallTransaction transaction, GrainId id, GrainRow? row) =>
        new StatefulActivation<TGrain, TState>(this, transaction, id, row);

    public TGrain Create() => create();

    public byte[] Serialize(TState state) => JsonSerializer.SerializeToUtf8Bytes(state, typeInfo);

    public TState Read(GrainRow? row)
    {
        if (row is null)
        {
            return new TState();
        }

        if (row.StateVersion > StateVersion)
        {
            throw new UnknownStateVersionException(
                row.Id, row.StateVersion, StateVersion, "run the build that wrote it, or a newer one.");
        }

        try
        {
            var state = row.StateVersion == StateVersion
                ? JsonSerializer.Deserialize(row.State.Span, typeInfo)
                : Upgrade(row).Deserialize(typeInfo);
            return state ?? throw new JsonException("The state is null.");
        }
        catch (JsonException exception)
        {
            throw new CorruptStateException(row.Id, exception);
        }
    }

    private JsonObject Upgrade(GrainRow row)
    {
        if (upgrade is null)
        {
            throw new UnknownStateVersionException(
                row.Id, row.StateVersion, StateVersion, "register an upgrade with GrainRegistry.AddGrain.");
        }

        var old = JsonNode.Parse(row.State.Span) as JsonObject ?? throw new JsonException("The state is no object.");
        return upgrade(row.StateVersion, old);
    }
}
