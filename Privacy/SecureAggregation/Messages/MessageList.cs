using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>Messages of several sites, forwarded as they were signed.</summary>
internal static class MessageList
{
    private const int MaxMessageBytes = 4096;

    public static WireWriter WriteTo(WireWriter writer, IReadOnlyCollection<byte[]> messages)
    {
        writer.UInt16(messages.Count);
        foreach (var message in messages)
        {
            writer.Block(message);
        }

        return writer;
    }

    public static Envelope[] Read(ref WireReader reader)
    {
        var messages = new Envelope[reader.Count("messages", SecureRoundParameters.MaxMembers)];
        for (var i = 0; i < messages.Length; i++)
        {
            messages[i] = Envelope.Open(reader.Block("message", MaxMessageBytes));
        }

        return messages;
    }

    public static byte[] Encode(IReadOnlyCollection<byte[]> messages) => WriteTo(new WireWriter(), messages).ToArray();

    public static Envelope[] Decode(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var messages = Read(ref reader);
        reader.End("list");
        return messages;
    }
}
