using System.Security.Cryptography;

namespace Tapestry.Actors;

/// <summary>The operating system's generator.</summary>
public sealed class SystemSecureRandom : ISecureRandom
{
    /// <inheritdoc/>
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
