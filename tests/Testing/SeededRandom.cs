using Tapestry.Actors;

namespace Tapestry.Testing;

/// <summary>Repeatable bytes in place of the operating system's; the order of calls decides them.</summary>
public sealed class SeededRandom(int seed) : ISecureRandom
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    public void Fill(Span<byte> destination)
    {
        lock (_gate)
        {
            _random.NextBytes(destination);
        }
    }
}
