using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tapestry.Actors.Hosting;

namespace Tapestry.Actors;

/// <summary>The grains, events and jobs a host knows, each with the name and JSON form it has in the database.</summary>
/// <remarks>A registry is complete when the first host is made of it; later additions are refused.</remarks>
public sealed class GrainRegistry
{
    private readonly Dictionary<Type, GrainInterface> _interfaces = [];
    private readonly Dictionary<string, GrainDefinition> _grains = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, RegisteredPayload> _events = [];
    private readonly Dictionary<string, RegisteredPayload> _jobs = new(StringComparer.Ordinal);
    private bool _isComplete;

    /// <summary>Registers a grain; a second interface of the same grain repeats the call with that interface.</summary>
    /// <typeparam name="TInterface">Interface that callers name; its methods return Task or Task{T}.</typeparam>
    /// <typeparam name="TGrain">The implementation, made anew for every transaction.</typeparam>
    /// <typeparam name="TState">Its durable state.</typeparam>
    /// <param name="type">Persisted name: lower-case letters, digits and hyphens.</param>
    /// <param name="stateVersion">Persisted version of the state's JSON, at least 1.</param>
    /// <param name="stateTypeInfo">Source-generated JSON form of the state.</param>
    /// <param name="upgrade">Turns state of the given older version into the current one; null when there is none.</param>
    /// <exception cref="ArgumentException">A name is invalid or taken, or an interface cannot be a grain's.</exception>
    public GrainRegistry AddGrain<TInterface, TGrain, TState>(
        string type, int stateVersion, JsonTypeInfo<TState> stateTypeInfo,
        Func<int, JsonObject, JsonObject>? upgrade = null)
        where TInterface : class
        where TGrain : Grain<TState>, TInterface, new()
        where TState : class, new() =>
        AddGrain<TInterface, TGrain, TState>(type, stateVersion, stateTypeInfo, static () => new TGrain(), upgrade);

    /// <summary>Registers a grain that needs services of the host's composition, such as a pure calculation.</summary>
    /// <typeparam name="TInterface">Interface that callers name; its methods return Task or Task{T}.</typeparam>
    /// <typeparam name="TGrain">The implementation, made anew for every transaction.</typeparam>
    /// <typeparam name="TState">Its durable state.</typeparam>
    /// <param name="type">Persisted name: lower-case letters, digits and hyphens.</param>
    /// <param name="stateVersion">Persisted version of the state's JSON, at least 1.</param>
    /// <param name="stateTypeInfo">Source-generated JSON form of the state.</param>
    /// <param name="create">Makes the grain of one transaction; what it hands in must be pure and safe for concurrent use.</param>
    /// <param name="upgrade">Turns state of the given older version into the current one; null when there is none.</param>
    /// <exception cref="ArgumentException">A name is invalid or taken, or an interface cannot be a grain's.</exception>
    public GrainRegistry AddGrain<TInterface, TGrain, TState>(
        string type, int stateVersion, JsonTypeInfo<TState> stateTypeInfo, Func<TGrain> create,
        Func<int, JsonObject, JsonObject>? upgrade = null)
        where TInterface : class
        where TGrain : Grain<TState>, TInterface
        where TState : class, new()
    {
        EnsureOpen();
        RegisteredName.Validate(type, allowDots: false);
        ArgumentOutOfRangeException.ThrowIfLessThan(stateVersion, 1);
        ArgumentNullException.ThrowIfNull(stateTypeInfo);
        ArgumentNullException.ThrowIfNull(create);
        if (!_grains.TryGetValue(type, out var grain))
        {
            grain = new StatefulGrainDefinition<TGrain, TState>(type, stateVersion, stateTypeInfo, create, upgrade);
        }
        else if (grain.GrainType != typeof(TGrain) || grain.StateVersion != stateVersion)
        {
            throw new ArgumentException($"Grain type '{type}' is already {grain.GrainType} version {grain.StateVersion}.");
        }

        Add(_interfaces, typeof(TInterface), new GrainInterface(typeof(TInterface), grain));
        _grains[type] = grain;
        return this;
    }

    /// <summary>Registers an event.</summary>
    /// <typeparam name="TEvent">Its payload; one payload type has one name.</typeparam>
    /// <param name="name">Persisted and hashed name: lower-case letters, digits, hyphens and dots.</param>
    /// <param name="typeInfo">Source-generated JSON form.</param>
    /// <exception cref="ArgumentException">The name is invalid, or name or type is taken.</exception>
    public GrainRegistry AddEvent<TEvent>(string name, JsonTypeInfo<TEvent> typeInfo)
        where TEvent : class
    {
        EnsureOpen();
        RegisteredName.Validate(name, allowDots: true);
        ArgumentNullException.ThrowIfNull(typeInfo);
        if (_events.Values.Any(registered => registered.Name == name))
        {
            throw new ArgumentException($"Event '{name}' is registered twice.");
        }

        Add(_events, typeof(TEvent), new RegisteredPayload(name, typeInfo));
        return this;
    }

    /// <summary>Registers a kind of job.</summary>
    /// <typeparam name="TPayload">What it carries.</typeparam>
    /// <param name="kind">Persisted name: lower-case letters, digits, hyphens and dots.</param>
    /// <param name="typeInfo">Source-generated JSON form.</param>
    /// <exception cref="ArgumentException">The kind is invalid or taken.</exception>
    public GrainRegistry AddJob<TPayload>(string kind, JsonTypeInfo<TPayload> typeInfo)
        where TPayload : class
    {
        EnsureOpen();
        RegisteredName.Validate(kind, allowDots: true);
        ArgumentNullException.ThrowIfNull(typeInfo);
        Add(_jobs, kind, new RegisteredPayload(kind, typeInfo));
        return this;
    }

    internal void Complete() => _isComplete = true;

    internal GrainInterface Interface(Type type) => _interfaces.TryGetValue(type, out var found)
        ? found
        : throw new NotRegisteredException($"Grain interface {type}", "call GrainRegistry.AddGrain with it.");

    internal GrainDefinition Grain(string type) => _grains.TryGetValue(type, out var found)
        ? found
        : throw new NotRegisteredException($"Grain type '{type}'", "call GrainRegistry.AddGrain with that type name.");

    internal RegisteredPayload Event(Type type) => _events.TryGetValue(type, out var found)
        ? found
        : throw new NotRegisteredException($"Event {type}", "call GrainRegistry.AddEvent with it.");

    internal JsonTypeInfo<TPayload> Job<TPayload>(string kind) =>
        _jobs.TryGetValue(kind, out var found) && found.TypeInfo is JsonTypeInfo<TPayload> typeInfo
            ? typeInfo
            : throw new NotRegisteredException(
                $"Job kind '{kind}' with payload {typeof(TPayload)}", "call GrainRegistry.AddJob with both.");

    private static void Add<TKey, TValue>(Dictionary<TKey, TValue> registered, TKey key, TValue value)
        where TKey : notnull
    {
        if (!registered.TryAdd(key, value))
        {
            throw new ArgumentException($"'{key}' is registered twice.");
        }
    }

    private void EnsureOpen()
    {
        if (_isComplete)
        {
            throw new InvalidOperationException("A host already uses this registry; register everything before making it.");
        }
    }
}
