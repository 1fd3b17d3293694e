using System.Text;

namespace Tapestry.Training.Data;

/// <summary>The byte-level vocabulary: a token is one byte of UTF-8, so that every text has a code and none is unknown.</summary>
public static class ByteTokenizer
{
    /// <summary>Tokens in the vocabulary.</summary>
    public const int VocabularySize = 256;

    /// <summary>The tokens of a text, one for each of its bytes in UTF-8.</summary>
    public static int[] Encode(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var tokens = new int[bytes.Length];
        Encode(bytes, tokens);
        return tokens;
    }

    /// <summary>Widens bytes to tokens.</summary>
    /// <param name="bytes">Bytes of UTF-8.</param>
    /// <param name="tokens">Receives as many tokens, 0 to 255.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void Encode(ReadOnlySpan<byte> bytes, Span<int> tokens)
    {
        if (bytes.Length != tokens.Length)
        {
            throw new ArgumentException($"{bytes.Length:N0} bytes take as many tokens; the span has {tokens.Length:N0}.", nameof(tokens));
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            tokens[i] = bytes[i];
        }
    }

    /// <summary>The text of tokens; bytes that are no UTF-8, as a model may well produce, become U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A token is outside 0 to 255.</exception>
    public static string Decode(ReadOnlySpan<int> tokens)
    {
        var bytes = new byte[tokens.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            bytes[i] = tokens[i] is >= 0 and < VocabularySize
                ? (byte)tokens[i]
                : throw new ArgumentOutOfRangeException(
                    nameof(tokens), tokens[i], $"Token {i} is no byte: the vocabulary is 0 to {VocabularySize - 1}.");
        }

        return Encoding.UTF8.GetString(bytes);
    }
}
