using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.Tests.SecureAggregation.Support;

/// <summary>Repeatable bytes in place of the operating system's.</summary>
internal sealed class SeededBytes(int seed) : IRandomBytes
{
    private readonly Random _random = new(seed);

    public void Fill(Span<byte> destination) => _random.NextBytes(destination);
}
