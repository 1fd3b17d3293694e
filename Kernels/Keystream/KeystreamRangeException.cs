using System.Globalization;

namespace Tapestry.Kernels.Keystream;

/// <summary>A slice lies outside the 2^38 bytes that one key and nonce yield. Nothing was written.</summary>
public sealed class KeystreamRangeException : ArgumentException
{
    /// <summary>Names the slice and the limit.</summary>
    /// <param name="byteOffset">First byte of the slice refused.</param>
    /// <param name="byteCount">Its length in bytes.</param>
    public KeystreamRangeException(long byteOffset, long byteCount)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"{byteCount} bytes from offset {byteOffset} leave the keystream of {ChaCha20.StreamBytes} bytes. Take a new nonce for what lies beyond."))
    {
        ByteOffset = byteOffset;
        ByteCount = byteCount;
    }

    /// <summary>First byte of the slice refused.</summary>
    public long ByteOffset { get; }

    /// <summary>Length of the slice refused, in bytes.</summary>
    public long ByteCount { get; }

    internal static void ThrowUnlessWithin(long byteOffset, long byteCount)
    {
        if (byteOffset < 0 || byteCount < 0 || byteCount > ChaCha20.StreamBytes - byteOffset)
        {
            throw new KeystreamRangeException(byteOffset, byteCount);
        }
    }
}
