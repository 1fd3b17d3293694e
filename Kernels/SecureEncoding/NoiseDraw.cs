using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Noise;

namespace Tapestry.Kernels.SecureEncoding;

/// <summary>Noise of one law for one vector: sample i is added to coordinate i. The key is never shown.</summary>
public sealed class NoiseDraw
{
    private readonly byte[] key;
    private readonly byte[] nonce;

    /// <summary>Takes a copy of key and nonce.</summary>
    /// <param name="law">The law, in steps of the integer grid.</param>
    /// <param name="key">ChaCha20 key, 32 bytes, secret, from the operating system.</param>
    /// <param name="nonce">ChaCha20 nonce, 12 bytes; never twice with one key.</param>
    /// <exception cref="LengthMismatchException">Key or nonce has another length.</exception>
    public NoiseDraw(IIntegerNoise law, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce)
    {
        ArgumentNullException.ThrowIfNull(law);
        LengthMismatchException.ThrowUnlessEqual(key.Length, ChaCha20.KeyBytes);
        LengthMismatchException.ThrowUnlessEqual(nonce.Length, ChaCha20.NonceBytes);
        (Law, this.key, this.nonce) = (law, key.ToArray(), nonce.ToArray());
    }

    /// <summary>The law.</summary>
    public IIntegerNoise Law { get; }

    internal void AddTo(Span<int> values, long firstCoordinate) => Law.AddTo(values, key, nonce, firstCoordinate);
}
