using Tapestry.Kernels.Keystream;

namespace Tapestry.Kernels.Tests.Backends;

public abstract partial class KernelBackendContract
{
    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_keystream_has_the_same_bytes_from_any_offset(int length)
    {
        var (key, nonce) = (Bytes(32, seed: 1), Bytes(12, seed: 2));
        foreach (var offset in new[] { 0, 1, 63, 64, (1L << 33) + 5, ChaCha20.StreamBytes - length })
        {
            var (expected, actual) = (new byte[length], new byte[length]);
            ChaCha20.Keystream(key, nonce, offset, expected);
            Backend.Keystream(key, nonce, offset, actual);
            AssertSame<byte>(expected, actual, $"Offset {offset}");
        }
    }

    [Theory]
    [InlineData(32, 12, -1)]
    [InlineData(32, 12, ChaCha20.StreamBytes)]
    [InlineData(31, 12, 0)]
    [InlineData(32, 13, 0)]
    public void A_keystream_outside_its_limits_is_refused(int keyBytes, int nonceBytes, long offset)
    {
        var (key, nonce, destination) = (new byte[keyBytes], new byte[nonceBytes], new byte[3]);
        AssertSameRefusal(
            destination,
            () => ChaCha20.Keystream(key, nonce, offset, destination),
            () => Backend.Keystream(key, nonce, offset, destination));
    }
}
