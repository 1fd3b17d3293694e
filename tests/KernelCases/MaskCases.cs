using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Memory;
using Tapestry.Kernels.Packing;

namespace Tapestry.KernelCases;

/// <summary>Keystream masks added to a packed vector.</summary>
internal static class MaskCases
{
    private const double CoordinatesPerSecond = 80e6;

    public static IEnumerable<KernelCase> List =>
    [
        new("ChaCha20 mask of one peer, 32 bits", count => Adding(count, bits: 32, peers: 1)) { CopyGoal = 0.25, SecondCoreGoal = 1.8 },
        new("ChaCha20 masks of 16 peers, 16 bits", count => Adding(count, bits: 16, peers: 16)) { RateGoal = CoordinatesPerSecond },
        new("ChaCha20 masks, 12 bits, 16 peers", count => Adding(count, bits: 12, peers: 16)),
    ];

    private static Action<int> Adding(int count, int bits, int peers)
    {
        var random = new Random(1);
        var packed = LargeArray.Create<byte>((int)BitPacking.ByteCount(count, bits));
        var masks = new MaskKey[peers];
        for (var peer = 0; peer < peers; peer++)
        {
            var (key, nonce) = (new byte[32], new byte[12]);
            random.NextBytes(key);
            masks[peer] = new MaskKey(key, nonce, peer % 2 == 0 ? MaskSign.Add : MaskSign.Subtract);
        }

        return cores => Masks.Apply(packed, count, bits, masks, 0, cores);
    }
}
