namespace Tapestry.Training.Data.Batches;

/// <summary>
/// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, 2011): a random block for every (key, counter), without state, so that
/// step s has the same batch whether or not the steps before it ran.
/// </summary>
internal static class Philox
{
    private const int Rounds = 10;

    public static (uint X, uint Y, uint Z, uint W) Block(ulong key, ulong counterLow, ulong counterHigh)
    {
        var (x, y) = ((uint)counterLow, (uint)(counterLow >> 32));
        var (z, w) = ((uint)counterHigh, (uint)(counterHigh >> 32));
        var (key0, key1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var left = 0xD2511F53UL * x;
            var right = 0xCD9E8D57UL * z;
            (x, y, z, w) = ((uint)(right >> 32) ^ y ^ key0, (uint)right, (uint)(left >> 32) ^ w ^ key1, (uint)left);
            key0 += 0x9E3779B9;
            key1 += 0xBB67AE85;
        }

        return (x, y, z, w);
    }

    /// <summary>A number below <paramref name="bound"/>; its bias is below bound / 2^64.</summary>
    public static int Below(int bound, ulong key, ulong counterLow, ulong counterHigh)
    {
        var (x, y, _, _) = Block(key, counterLow, counterHigh);
        return (int)Math.BigMul(((ulong)y << 32) | x, (ulong)bound, out _);
    }
}
