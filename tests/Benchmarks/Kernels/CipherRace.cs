using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Tapestry.Benchmarks.Reporting;
using Tapestry.Benchmarks.Timing;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Memory;

namespace Tapestry.Benchmarks.Kernels;

/// <summary>Adding one peer's mask against the platform library's ChaCha20 over the same bytes, one core each.</summary>
internal static class CipherRace
{
    private const int Bytes = 64 << 20;
    private const double Goal = 1.5;
    public const string Name = "ChaCha20 mask of one peer, 32 bits, cpu, one core";

    public static async IAsyncEnumerable<BenchmarkRow> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var packed = LargeArray.Create<byte>(Bytes);
        var encrypted = LargeArray.Create<byte>(Bytes);
        MaskKey[] mask = [new MaskKey(new byte[32], new byte[12], MaskSign.Add)];
        void Add() => Masks.Apply(packed, Bytes / sizeof(uint), 8 * sizeof(uint), mask);

        var (nonce, tag) = (new byte[12], new byte[16]);
        using var library = new ChaCha20Poly1305(new byte[32]);
        yield return Row(
            await InterleavedRate.MeasureAsync(Add, () => library.Encrypt(nonce, packed, encrypted, tag), cancellationToken),
            ".NET's ChaCha20-Poly1305, the only ChaCha20 that it offers", Goal);

        if (PlatformCipher.TryVersion() is not { } version)
        {
            yield return new BenchmarkRow(Name, null, "GB/s", null, "absent: the platform has no OpenSSL 3");
            yield break;
        }

        using var cipher = new PlatformCipher();
        yield return Row(
            await InterleavedRate.MeasureAsync(Add, () => cipher.Encrypt(packed, encrypted), cancellationToken),
            $"{version}, ChaCha20 alone, nothing added", null);
    }

    private static BenchmarkRow Row((double Rate, double Ratio) measured, string against, double? goal) =>
        new(Name, measured.Rate * Bytes / 1e9, "GB/s", measured.Ratio, against, goal);
}
