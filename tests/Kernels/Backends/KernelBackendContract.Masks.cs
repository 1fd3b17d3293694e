using Tapestry.Kernels.Masking;

namespace Tapestry.Kernels.Tests.Backends;

public abstract partial class KernelBackendContract
{
    [Theory]
    [MemberData(nameof(BitWidths))]
    public void Masks_of_several_peers_give_the_same_bytes(int bits)
    {
        foreach (var length in LengthsAt(bits))
        {
            var masks = SomeMasks(length < 1000 ? 5 : 2);
            var (expected, actual) = (Packed(Integers(length, seed: 5), bits), Packed(Integers(length, seed: 5), bits));
            Masks.Apply(expected, length, bits, masks, firstCoordinate: 512 * 9);
            Backend.ApplyMasks(actual, length, bits, masks, firstCoordinate: 512 * 9);
            AssertSame<byte>(expected, actual, $"{length} masked");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Any_number_of_peers_will_do_and_padding_stays(int peers)
    {
        var masks = SomeMasks(peers);
        var (expected, actual) = (Bytes(1252, seed: 6), Bytes(1252, seed: 6));
        Masks.Apply(expected, 770, 13, masks);
        Backend.ApplyMasks(actual, 770, 13, masks);
        AssertSame<byte>(expected, actual, $"{peers} peers");
    }

    [Theory]
    [InlineData(8, 33, 0)]
    [InlineData(-1, 8, 0)]
    [InlineData(8, 8, 511)]
    [InlineData(9, 8, 0)]
    [InlineData(8, 8, 1L << 38)]
    public void Masks_that_do_not_fit_are_refused(int count, int bits, long first)
    {
        var (masks, packed) = (SomeMasks(1), Bytes(8, seed: 7));
        AssertSameRefusal(
            packed,
            () => Masks.Apply(packed, count, bits, masks, first),
            () => Backend.ApplyMasks(packed, count, bits, masks, first));
    }

    private static MaskKey[] SomeMasks(int peers) =>
        [.. Enumerable.Range(0, peers).Select(peer => new MaskKey(
            Bytes(32, seed: 100 + peer), Bytes(12, seed: 900 + peer), peer % 3 == 0 ? MaskSign.Subtract : MaskSign.Add))];
}
