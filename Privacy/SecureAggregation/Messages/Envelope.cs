using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>
/// A message on the wire, version 1: magic "TSAM", version, kind, binding, sender, receiver, body with its length, and,
/// from a site, the signature of its identity key over all bytes before it.
/// </summary>
internal sealed class Envelope
{
    public const int Version = 1;

    public const int MaxBodyBytes = 16 << 20;

    private const string Magic = "TSAM";
    private const int SignatureBytes = 64;

    // What a key signs elsewhere can never be taken for a message, nor a message for something else.
    private static readonly byte[] SignatureDomain = "tapestry secure aggregation message 1\n"u8.ToArray();

    private readonly int _signedBytes;
    private object? _content;

    private Envelope(byte[] bytes)
    {
        Bytes = bytes;
        var reader = new WireReader(bytes);
        FormatHeader.Read(ref reader, Magic, Version, "A secure aggregation message");
        Kind = reader.Enumerated<MessageKind>("kind");
        Binding = MessageBinding.Read(ref reader);
        Sender = reader.UInt16("sender");
        Receiver = reader.UInt16("receiver");
        Body = reader.Block("body", MaxBodyBytes);
        _signedBytes = reader.Position;
        if (Sender != Party.Region)
        {
            reader.Bytes(SignatureBytes, "signature");
        }

        reader.End("message");
    }

    public byte[] Bytes { get; }

    public MessageKind Kind { get; }

    public MessageBinding Binding { get; }

    public int Sender { get; }

    public int Receiver { get; }

    public byte[] Body { get; }

    /// <exception cref="Errors.WireFormatException">The bytes are no message.</exception>
    /// <exception cref="Errors.WireVersionException">They are one of another version.</exception>
    public static Envelope Open(ReadOnlySpan<byte> bytes) => new(bytes.ToArray());

    /// <summary>Writes a message of the region, which no one needs to trust and which carries no signature.</summary>
    public static byte[] FromRegion(MessageKind kind, MessageBinding binding, int receiver, byte[] body) =>
        Write(kind, binding, Party.Region, receiver, body).ToArray();

    /// <summary>Writes and signs a message of a site.</summary>
    public static byte[] FromSite(
        MessageKind kind, MessageBinding binding, int sender, int receiver, byte[] body, ISiteSigner signer)
    {
        var writer = Write(kind, binding, sender, receiver, body);
        return writer.Bytes(signer.Sign([.. SignatureDomain, .. writer.ToArray()])).ToArray();
    }

    /// <summary>The body, decoded once.</summary>
    public T Content<T>(Func<byte[], T> decode)
        where T : class => (T)(_content ??= decode(Body));

    public bool IsSignedBy(P256Point key, SignatureVerifier verifier) => Sender != Party.Region
        && verifier.Verify(key, SignedData(), Bytes.AsSpan(_signedBytes));

    /// <summary>Whether each message is signed by the key that its sender should hold, on all cores; never with null.</summary>
    public static bool[] AreSigned(
        IReadOnlyList<Envelope> messages, Func<Envelope, P256Point?> keyOf, SignatureVerifier verifier) =>
        verifier.VerifyEach([.. messages.Select(message => new SignedData(
            message.Sender == Party.Region ? null : keyOf(message), message.SignedData(), message.Bytes[message._signedBytes..]))]);

    private byte[] SignedData() => [.. SignatureDomain, .. Bytes.AsSpan(0, _signedBytes)];

    private static WireWriter Write(MessageKind kind, MessageBinding binding, int sender, int receiver, byte[] body) =>
        binding.WriteTo(FormatHeader.Write(Magic, Version).Byte((byte)kind))
            .UInt16(sender)
            .UInt16(receiver)
            .Block(body);
}
