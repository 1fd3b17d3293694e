using System.Runtime.InteropServices;

namespace Tapestry.Benchmarks.Kernels;

/// <summary>OpenSSL's plain ChaCha20, which .NET's classes offer only together with Poly1305.</summary>
internal sealed partial class PlatformCipher : IDisposable
{
    private const string Library = "libcrypto.so.3";
    private const int KeyBytes = 32;
    private const int NonceBytes = 16;

    private readonly nint context = EVP_CIPHER_CTX_new();

    /// <summary>Version, as the library states it; null where the library is not installed.</summary>
    public static string? TryVersion()
    {
        if (!NativeLibrary.TryLoad(Library, out var handle))
        {
            return null;
        }

        NativeLibrary.Free(handle);
        return Marshal.PtrToStringUTF8(OpenSSL_version(0));
    }

    /// <summary>Encrypts under a key and nonce of zeros.</summary>
    public void Encrypt(ReadOnlySpan<byte> plain, Span<byte> cipher)
    {
        Span<byte> zeros = stackalloc byte[KeyBytes + NonceBytes];
        zeros.Clear();
        Check(EVP_EncryptInit_ex(context, EVP_chacha20(), 0, zeros[..KeyBytes], zeros[KeyBytes..]));
        Check(EVP_EncryptUpdate(context, cipher, out _, plain, plain.Length));
    }

    /// <inheritdoc/>
    public void Dispose() => EVP_CIPHER_CTX_free(context);

    private static void Check(int answer)
    {
        if (answer != 1)
        {
            throw new InvalidOperationException($"{Library} answered {answer} where 1 means success.");
        }
    }

    [LibraryImport(Library)]
    private static partial nint OpenSSL_version(int what);

    [LibraryImport(Library)]
    private static partial nint EVP_CIPHER_CTX_new();

    [LibraryImport(Library)]
    private static partial void EVP_CIPHER_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial nint EVP_chacha20();

    [LibraryImport(Library)]
    private static partial int EVP_EncryptInit_ex(nint context, nint cipher, nint engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce);

    [LibraryImport(Library)]
    private static partial int EVP_EncryptUpdate(
        nint context, Span<byte> cipher, out int length, ReadOnlySpan<byte> plain, int plainLength);
}
