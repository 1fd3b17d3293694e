using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Messages;
using Tapestry.Privacy.SecureAggregation.Parameters;
using Tapestry.Privacy.SecureAggregation.Regions;
using Tapestry.Privacy.SecureAggregation.Sharing;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Unmasking;

/// <summary>Bytes of an <see cref="UnmaskingRecord"/>, version 1, closed by their SHA-256.</summary>
internal static class UnmaskingRecordCodec
{
    public const int Version = 1;

    private const string Magic = "TSAU";
    private const int MaxBlockBytes = 32 << 20;

    public static byte[] Encode(UnmaskingRecord record)
    {
        var writer = FormatHeader.Write(Magic, Version)
            .Block(record.Parameters.Encode())
            .Members(record.Sharers)
            .UInt16(record.Messages.Count);
        foreach (var message in record.Messages)
        {
            writer.Block(message.Bytes);
        }

        Write(writer, record.Secrets.Seeds);
        Write(writer, record.Secrets.Keys);
        var bytes = writer.ToArray();
        return [.. bytes, .. Hash256.Of(bytes).ToArray()];
    }

    /// <exception cref="SecureAggregationException">The bytes are damaged, or of another version.</exception>
    public static UnmaskingRecord Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        FormatHeader.Read(ref reader, Magic, Version, "A record of an unmasked round");
        FormatHeader.ThrowUnlessSealed(bytes);
        var parameters = SecureRoundParameters.Decode(reader.Block("parameters", MaxBlockBytes));
        var members = parameters.Members.Count;
        var sharers = reader.Members("sharers", members);
        var messages = ReadMessages(ref reader, members);
        var record = new UnmaskingRecord(
            parameters, sharers, messages, new RecoveredSecrets(Read(ref reader, members), Read(ref reader, members)));
        reader.Bytes(Hash256.ByteCount, "digest");
        reader.End("record");
        return record;
    }

    private static void Write(WireWriter writer, IReadOnlyDictionary<int, byte[]> secrets)
    {
        writer.UInt16(secrets.Count);
        foreach (var (member, secret) in secrets.OrderBy(entry => entry.Key))
        {
            writer.UInt16(member).Bytes(secret);
        }
    }

    private static Envelope[] ReadMessages(ref WireReader reader, int members)
    {
        var messages = new Envelope[reader.Count("messages", Enum.GetValues<MessageKind>().Length * members)];
        for (var i = 0; i < messages.Length; i++)
        {
            messages[i] = Envelope.Open(reader.Block("message", MaxBlockBytes));
            if (i > 0 && (messages[i - 1].Kind, messages[i - 1].Sender).CompareTo((messages[i].Kind, messages[i].Sender)) >= 0)
            {
                throw new WireFormatException("messages", $"{messages[i].Kind} of {messages[i].Sender}", "ordered by kind and sender");
            }
        }

        return messages;
    }

    private static SortedDictionary<int, byte[]> Read(ref WireReader reader, int members)
    {
        var secrets = new SortedDictionary<int, byte[]>();
        for (var left = reader.Count("secrets", members); left > 0; left--)
        {
            var member = reader.UInt16("member");
            var secret = reader.Bytes(SecretSharing.SecretBytes, "secret").ToArray();
            if (!secrets.TryAdd(member, secret))
            {
                throw new WireFormatException("secrets", $"member {member} twice", "each member once");
            }
        }

        return secrets;
    }
}
