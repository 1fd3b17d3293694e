using System.Diagnostics.CodeAnalysis;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;

namespace Tapestry.Kernels.Masking;

/// <summary>The secret that one peer's mask grows from, and its sign. Its text form shows none of it.</summary>
[SuppressMessage("Performance", "CA1815", Justification = "Secrets are not compared outside constant-time code.")]
public readonly struct MaskKey
{
    /// <summary>Takes a copy of key and nonce.</summary>
    /// <param name="key">ChaCha20 key, 32 bytes.</param>
    /// <param name="nonce">ChaCha20 nonce, 12 bytes; never twice with one key for two vectors.</param>
    /// <param name="sign">Whether the mask is added or subtracted.</param>
    /// <exception cref="LengthMismatchException">Key or nonce has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The sign is not one of the two.</exception>
    public MaskKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, MaskSign sign)
    {
        if (sign is not (MaskSign.Add or MaskSign.Subtract))
        {
            throw new ArgumentOutOfRangeException(nameof(sign), sign, "A mask is added or subtracted.");
        }

        State = new ChaChaState(key, nonce);
        Sign = sign;
    }

    /// <summary>Whether the mask is added or subtracted.</summary>
    public MaskSign Sign { get; }

    internal ChaChaState State { get; }
}
