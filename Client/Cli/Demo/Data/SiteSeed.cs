using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tapestry.Client.Cli.Demo.Data;

/// <summary>A seed of its own for each site of a run.</summary>
internal static class SiteSeed
{
    /// <summary>The first 8 bytes of SHA-256 over the run's seed and the site's name.</summary>
    public static ulong Of(ulong seed, string site)
    {
        var name = Encoding.UTF8.GetBytes(site);
        var message = new byte[sizeof(ulong) + name.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(message, seed);
        name.CopyTo(message, sizeof(ulong));
        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(message));
    }
}
