using Tapestry.Actors;

namespace Tapestry.Testing;

/// <summary>Repeatable ids; the order of calls decides them.</summary>
public sealed class SeededIdSource(int seed) : IIdSource
{
    private readonly RandomIdSource _ids = new(new SeededRandom(seed));

    /// <inheritdoc/>
    public Guid NewId() => _ids.NewId();
}
