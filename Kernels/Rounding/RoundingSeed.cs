using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;

namespace Tapestry.Kernels.Rounding;

/// <summary>
/// The 32 bytes that decide stochastic rounding. Secret where noise protects the result, and never shown: take them
/// from the operating system, or from a seed where a run must repeat.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct RoundingSeed
{
    /// <summary>Bytes of a seed.</summary>
    public const int ByteLength = ChaCha20.KeyBytes;

    private readonly SeedWords words;

    /// <summary>Takes the bytes.</summary>
    /// <param name="bytes">32 bytes.</param>
    /// <exception cref="LengthMismatchException">There are not 32.</exception>
    public RoundingSeed(ReadOnlySpan<byte> bytes) => words = new SeedWords(bytes);

    /// <summary>Not the bytes.</summary>
    public override string ToString() => nameof(RoundingSeed);

    internal void CopyTo(Span<byte> destination) => words.CopyTo(destination);
}
