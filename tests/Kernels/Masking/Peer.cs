using Tapestry.Kernels.Keystream;
using Tapestry.Kernels.Masking;

namespace Tapestry.Kernels.Tests.Masking;

/// <summary>A mask whose secret the tests know.</summary>
internal sealed record Peer(byte[] Key, byte[] Nonce, MaskSign Sign)
{
    public MaskKey Mask => new(Key, Nonce, Sign);

    public Peer Opposite => this with { Sign = Sign == MaskSign.Add ? MaskSign.Subtract : MaskSign.Add };

    public static Peer[] Some(int count, int seed)
    {
        var random = new Random(seed);
        var peers = new Peer[count];
        for (var i = 0; i < count; i++)
        {
            var (key, nonce) = (new byte[ChaCha20.KeyBytes], new byte[ChaCha20.NonceBytes]);
            random.NextBytes(key);
            random.NextBytes(nonce);
            peers[i] = new Peer(key, nonce, random.Next(2) == 0 ? MaskSign.Add : MaskSign.Subtract);
        }

        return peers;
    }

    public static MaskKey[] Masks(IEnumerable<Peer> peers) => [.. peers.Select(peer => peer.Mask)];
}
