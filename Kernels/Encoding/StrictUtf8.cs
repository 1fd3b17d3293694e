using System.Text;

namespace Tapestry.Kernels.Encoding;

/// <summary>UTF-8 that refuses what is not well formed, where the default replaces it.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Bytes of the text in UTF-8; null when it holds a lone surrogate.</summary>
    public static int? TryCountBytes(string text)
    {
        try
        {
            return Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    public static int Write(string text, Span<byte> destination) => Strict.GetBytes(text, destination);

    /// <summary>The text; null when the bytes are not well-formed UTF-8.</summary>
    public static string? TryRead(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
