using System.Security.Cryptography;

namespace Tapestry.Privacy.SecureAggregation.Keys;

/// <summary>The operating system's cryptographic source.</summary>
public sealed class OperatingSystemRandomBytes : IRandomBytes
{
    /// <inheritdoc/>
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
