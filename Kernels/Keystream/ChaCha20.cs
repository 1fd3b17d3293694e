using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Simd;
using Tapestry.Kernels.Threading;

namespace Tapestry.Kernels.Keystream;

/// <summary>
/// The keystream of ChaCha20 (RFC 8439): 20 rounds, 32-byte key, 12-byte nonce, 32-bit block counter from 0. A counter
/// makes every block independent, so any slice starts anywhere at the same cost.
/// </summary>
/// <remarks>
/// Law: <c>Keystream(o, n)</c> is bytes <c>[o, o + n)</c> of one stream that only key and nonce decide, whatever the
/// register width and the number of cores. Integers of the stream are little-endian. The RFC's encryption with initial
/// counter c is the exclusive or with the stream from byte <c>64 c</c>.
/// </remarks>
public static class ChaCha20
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 32;

    /// <summary>Bytes of a nonce.</summary>
    public const int NonceBytes = 12;

    /// <summary>Bytes of one block.</summary>
    public const int BlockBytes = 64;

    /// <summary>Bytes in the keystream of one key and nonce: 2^32 blocks.</summary>
    public const long StreamBytes = 1L << 38;

    /// <summary>Writes a slice of the keystream.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="nonce">12 bytes; never twice with one key for two purposes.</param>
    /// <param name="byteOffset">First byte of the slice, 0 or more.</param>
    /// <param name="destination">Receives the slice; it may not pass <see cref="StreamBytes"/>.</param>
    /// <param name="cores">Most cores to use, 1 or more.</param>
    /// <exception cref="LengthMismatchException">Key or nonce has another length.</exception>
    /// <exception cref="KeystreamRangeException">The slice lies outside the stream; nothing was written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of cores is below 1.</exception>
    public static void Keystream(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, long byteOffset, Span<byte> destination, int cores = 1) =>
        Keystream(key, nonce, byteOffset, destination, cores, SimdWidths.Widest);

    internal static unsafe void Keystream(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> nonce,
        long byteOffset,
        Span<byte> destination,
        int cores,
        SimdWidth widest)
    {
        KeystreamRangeException.ThrowUnlessWithin(byteOffset, destination.Length);
        var state = new ChaChaState(key, nonce);
        fixed (byte* first = destination)
        {
            var kernel = new KeystreamKernel(state, byteOffset, first, widest);
            CoreSplit.Run(ref kernel, destination.Length, KeystreamKernel.Granule, cores);
        }
    }
}
