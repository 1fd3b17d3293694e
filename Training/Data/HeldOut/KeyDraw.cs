using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tapestry.Training.Data.HeldOut;

/// <summary>A number drawn for a key by its SHA-256: the same on every machine, in every language, for ever.</summary>
internal static class KeyDraw
{
    // Part of what defines the split: a changed prefix is another split.
    private const string Domain = "tapestry held-out v1\n";

    public static ulong Of(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(Domain + key), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    public static bool IsHeldOut(ulong draw, double fraction) => (draw >> 11) * (1.0 / (1UL << 53)) < fraction;
}
