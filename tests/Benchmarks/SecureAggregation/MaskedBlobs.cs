using System.Buffers.Binary;
using Tapestry.Kernels.Keystream;
using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>
/// The masked shards of a model as a blob store has them. Those of real sites are kept; those of the others are random
/// bytes, as masked bytes look, made again whenever they are read.
/// </summary>
internal sealed class MaskedBlobs(SimulatedModel model)
{
    private readonly Dictionary<(int Site, int Shard), byte[]> _real = [];

    public SimulatedModel Model => model;

    /// <summary>True when every site that put in anything encoded it.</summary>
    public bool AllReal { get; init; }

    public void Put(int site, int shard, byte[] masked) => _real.Add((site, shard), masked);

    public Hash256[] Digests(int site) => [.. model.Shards.Select(shard => Hash256.Of(Read(site, shard, [])))];

    /// <summary>A blob: the kept one, or the random one in the buffer.</summary>
    public byte[] Read(int site, int shard, byte[] buffer)
    {
        if (_real.TryGetValue((site, shard), out var masked))
        {
            return masked;
        }

        var bytes = model.LengthOf(shard) * SimulatedModel.Bits / 8;
        var blob = buffer.Length == bytes ? buffer : new byte[bytes];
        var key = new byte[ChaCha20.KeyBytes];
        BinaryPrimitives.WriteInt32LittleEndian(key, site);
        BinaryPrimitives.WriteInt32LittleEndian(key.AsSpan(sizeof(int)), shard);
        ChaCha20.Keystream(key, new byte[ChaCha20.NonceBytes], 0, blob);
        return blob;
    }
}
