using System.Buffers.Binary;
using Tapestry.Kernels.Errors;

namespace Tapestry.Kernels.Codecs.TopK;

/// <summary>Refuses a record that no encoder writes, before anything is decoded from it.</summary>
internal static unsafe class TopKRecordCheck
{
    /// <exception cref="NonFiniteValueException">A level is not finite.</exception>
    /// <exception cref="PayloadFormatException">An index is out of range or order, or padding is not zero.</exception>
    public static void ThrowUnlessValid(byte* record, TopKLayout layout, long chunk)
    {
        for (var code = 0; code < TopKLayout.Levels; code++)
        {
            var level = ReadLevel(record, code);
            if (!float.IsFinite(level))
            {
                throw new NonFiniteValueException("levels", (chunk * TopKLayout.Levels) + code, level);
            }
        }

        ThrowUnlessAscending(record + TopKLayout.LevelBytes, layout, chunk);
        ThrowUnlessZero(record[layout.CodeOffset - 1], layout.Kept * TopKLayout.IndexBits % 8, "indices", chunk);
        ThrowUnlessZero(record[layout.RecordBytes - 1], layout.Kept * TopKLayout.CodeBits % 8, "codes", chunk);
    }

    public static float ReadLevel(byte* record, int code)
    {
        var bytes = new ReadOnlySpan<byte>(record + (code * sizeof(ushort)), sizeof(ushort));
        return BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16);
    }

    private static void ThrowUnlessAscending(byte* indices, TopKLayout layout, long chunk)
    {
        var previous = -1;
        for (var i = 0; i < layout.Kept; i++)
        {
            var index = PackedFields.ReadIndex(indices, i);
            if (index <= previous || index >= layout.Length)
            {
                throw new PayloadFormatException(
                    $"index {i} of chunk {chunk}", index, $"above {previous} and below {layout.Length}");
            }

            previous = index;
        }
    }

    private static void ThrowUnlessZero(byte last, int usedBits, string field, long chunk)
    {
        if (usedBits != 0 && last >> usedBits != 0)
        {
            throw new PayloadFormatException($"padding after the {field} of chunk {chunk}", last >> usedBits, "0");
        }
    }
}
