using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>
/// Names a block by its place and content: writers of one blob that stage blocks at the same time share those that are equal and
/// never replace one another's others.
/// </summary>
internal static class BlockId
{
    /// <summary>56 characters, the same number for every block, as the store asks.</summary>
    /// <param name="offset">Where in the blob the block begins.</param>
    /// <param name="content">Its bytes.</param>
    public static string Of(long offset, ReadOnlySpan<byte> content)
    {
        Span<byte> id = stackalloc byte[sizeof(long) + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(id, offset);
        SHA256.HashData(content, id[sizeof(long)..]);
        return Convert.ToBase64String(id);
    }
}
