using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.SecureAggregation.Wire;

/// <summary>Writes canonical little-endian fields.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public WireWriter Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
        return this;
    }

    public WireWriter UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.GetSpan(2), checked((ushort)value));
        _buffer.Advance(2);
        return this;
    }

    public WireWriter UInt32(long value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(4), checked((uint)value));
        _buffer.Advance(4);
        return this;
    }

    public WireWriter UInt64(long value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(8), checked((ulong)value));
        _buffer.Advance(8);
        return this;
    }

    public WireWriter Single(float value) => UInt32(BitConverter.SingleToUInt32Bits(value));

    public WireWriter Bytes(ReadOnlySpan<byte> value)
    {
        _buffer.Write(value);
        return this;
    }

    public WireWriter Hash(Hash256 value) => Bytes(value.ToArray());

    public WireWriter Point(P256Point value) => Bytes(value.ToArray());

    /// <summary>Length in one byte, then UTF-8.</summary>
    public WireWriter Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return Byte(checked((byte)bytes.Length)).Bytes(bytes);
    }

    /// <summary>Length in four bytes, then the bytes.</summary>
    public WireWriter Block(ReadOnlySpan<byte> value) => UInt32(value.Length).Bytes(value);

    /// <summary>Count, then the indexes in ascending order.</summary>
    public WireWriter Members(MemberSet members)
    {
        UInt16(members.Count);
        foreach (var member in members)
        {
            UInt16(member);
        }

        return this;
    }

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();
}
