using System.Runtime.InteropServices;
using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Keystream;

namespace Tapestry.Kernels.Rotation;

/// <summary>The 32 public bytes that decide the signs of a rotation. All sites of a round use the same.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct RotationSeed
{
    /// <summary>Bytes of a seed.</summary>
    public const int ByteLength = ChaCha20.KeyBytes;

    private readonly SeedWords words;

    /// <summary>Takes the bytes.</summary>
    /// <param name="bytes">32 bytes; public, so any source that all sites agree on.</param>
    /// <exception cref="LengthMismatchException">There are not 32.</exception>
    public RotationSeed(ReadOnlySpan<byte> bytes) => words = new SeedWords(bytes);

    /// <summary>Writes the bytes.</summary>
    /// <param name="destination">Receives 32 bytes.</param>
    /// <exception cref="LengthMismatchException">The destination has another length.</exception>
    public void CopyTo(Span<byte> destination) => words.CopyTo(destination);

    /// <summary>The bytes as 64 lowercase hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
