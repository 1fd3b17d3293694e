using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Tapestry.Training.Data.Folders;

/// <summary>Reads a file that must be UTF-8, with or without a byte order mark.</summary>
internal static class Utf8File
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <exception cref="InvalidUtf8Exception">A byte fits no character; names its offset.</exception>
    public static string Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var start = bytes.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var body = bytes.AsSpan(start);
        return Utf8.IsValid(body) ? Encoding.UTF8.GetString(body) : throw new InvalidUtf8Exception(path, start + FirstInvalid(body));
    }

    private static int FirstInvalid(ReadOnlySpan<byte> body)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(body[offset..], out _, out var length) == OperationStatus.Done)
        {
            offset += length;
        }

        return offset;
    }
}
