namespace Tapestry.Actors;

/// <summary>Identity of a grain: the registered type name and the key within that type.</summary>
/// <param name="Type">Registered type name; it holds no <c>/</c>, so <see cref="ToString"/> is unambiguous.</param>
/// <param name="Key">Key chosen by the caller of <see cref="IGrainFactory.GetGrain{T}"/>.</param>
public readonly record struct GrainId(string Type, string Key)
{
    /// <summary><c>type/key</c>, which is also the name of the grain's event stream.</summary>
    public override string ToString() => string.Concat(Type, "/", Key);
}
