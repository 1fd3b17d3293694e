using System.Text;

namespace Tapestry.Testing.Otlp;

/// <summary>A protobuf message, read without its definition: enough to look into what an exporter sent.</summary>
public sealed class ProtoMessage
{
    private readonly List<(int Number, ReadOnlyMemory<byte> Content)> fields = [];

    /// <summary>Reads the fields of a message; those that are numbers are skipped.</summary>
    /// <exception cref="InvalidDataException">It is no protobuf.</exception>
    public ProtoMessage(ReadOnlyMemory<byte> message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var key = Varint(message.Span, ref at);
            switch (key & 7)
            {
                case 0:
                    Varint(message.Span, ref at);
                    break;
                case 1:
                    at += sizeof(ulong);
                    break;
                case 2:
                    var length = checked((int)Varint(message.Span, ref at));
                    fields.Add(((int)(key >> 3), message.Slice(at, length)));
                    at += length;
                    break;
                case 5:
                    at += sizeof(uint);
                    break;
                default:
                    throw new InvalidDataException($"Wire type {key & 7} is none that is in use.");
            }
        }
    }

    /// <summary>Messages of the field.</summary>
    public IEnumerable<ProtoMessage> Messages(int number) => Contents(number).Select(content => new ProtoMessage(content));

    /// <summary>Text of the field; empty without it.</summary>
    public string Text(int number) => Encoding.UTF8.GetString(Contents(number).FirstOrDefault().Span);

    /// <summary>Bytes of the field as hexadecimal digits; empty without it.</summary>
    public string Hex(int number) => Convert.ToHexStringLower(Contents(number).FirstOrDefault().Span);

    private IEnumerable<ReadOnlyMemory<byte>> Contents(int number) =>
        fields.Where(field => field.Number == number).Select(field => field.Content);

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
