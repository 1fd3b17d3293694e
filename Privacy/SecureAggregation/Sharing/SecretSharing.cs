using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.SecureAggregation.Sharing;

/// <summary>Shares of 32-byte secrets: 16 polynomials over <see cref="BinaryField16"/>, one a little-endian symbol.</summary>
internal static class SecretSharing
{
    public const int SecretBytes = 32;

    private const int Symbols = SecretBytes / sizeof(ushort);

    /// <summary>Splits a secret.</summary>
    /// <param name="secret">32 bytes.</param>
    /// <param name="threshold">Shares that recover it, 1 or more.</param>
    /// <param name="holders">Indexes of the holders, from 0.</param>
    /// <param name="random">Source of the coefficients.</param>
    /// <returns>One share of 32 bytes a holder, in their order.</returns>
    public static byte[][] Split(ReadOnlySpan<byte> secret, int threshold, IReadOnlyList<int> holders, IRandomBytes random)
    {
        var shares = holders.Select(_ => new byte[SecretBytes]).ToArray();
        var coefficients = new BinaryField16[threshold];
        for (var symbol = 0; symbol < Symbols; symbol++)
        {
            random.Fill(MemoryMarshal.AsBytes(coefficients.AsSpan(1)));
            coefficients[0] = Symbol(secret, symbol);
            for (var i = 0; i < shares.Length; i++)
            {
                var share = Shamir<BinaryField16>.Share(coefficients, Point(holders[i]));
                BinaryPrimitives.WriteUInt16LittleEndian(shares[i].AsSpan(symbol * sizeof(ushort)), share.Value);
            }
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(coefficients.AsSpan()));
        return shares;
    }

    /// <summary>Recovers a secret.</summary>
    /// <param name="shares">As many as the threshold, of distinct holders.</param>
    /// <returns>32 bytes; another secret when a share is false, so the caller checks the result.</returns>
    public static byte[] Recover(IReadOnlyList<SecretShare> shares)
    {
        var weights = Shamir<BinaryField16>.WeightsAtZero([.. shares.Select(share => Point(share.Holder))]);
        var secret = new byte[SecretBytes];
        var values = new BinaryField16[shares.Count];
        for (var symbol = 0; symbol < Symbols; symbol++)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Symbol(shares[i].Value, symbol);
            }

            BinaryPrimitives.WriteUInt16LittleEndian(
                secret.AsSpan(symbol * sizeof(ushort)), Shamir<BinaryField16>.Recover(weights, values).Value);
        }

        return secret;
    }

    private static BinaryField16 Symbol(ReadOnlySpan<byte> bytes, int index) =>
        new(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(index * sizeof(ushort))..]));

    // Point 0 is the secret's, so holder 0 stands at 1.
    private static BinaryField16 Point(int holder) => BinaryField16.FromIndex(holder + 1);
}
