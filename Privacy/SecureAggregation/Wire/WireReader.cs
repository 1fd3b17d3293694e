using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Tapestry.Privacy.SecureAggregation.Errors;
using Tapestry.Privacy.SecureAggregation.Keys;

namespace Tapestry.Privacy.SecureAggregation.Wire;

/// <summary>Reads canonical little-endian fields; whatever has a second spelling or is too long is refused.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly int Position => _position;

    public readonly int Remaining => _bytes.Length - _position;

    /// <exception cref="WireFormatException">Fewer bytes are left.</exception>
    public ReadOnlySpan<byte> Bytes(int count, string field)
    {
        if (count > Remaining)
        {
            throw new WireFormatException(field, $"cut short after {Remaining} of {count} bytes", "all of them");
        }

        var slice = _bytes.Slice(_position, count);
        _position += count;
        return slice;
    }

    public byte Byte(string field) => Bytes(1, field)[0];

    public TEnum Enumerated<TEnum>(string field)
        where TEnum : struct, Enum
    {
        int number = Byte(field);
        var value = (TEnum)Enum.ToObject(typeof(TEnum), number);
        return Enum.IsDefined(value)
            ? value
            : throw new WireFormatException(field, $"{number}", $"a {typeof(TEnum).Name} that this version knows");
    }

    public int UInt16(string field) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2, field));

    public long UInt32(string field) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4, field));

    public int Int32(string field, int limit)
    {
        var value = UInt32(field);
        return value <= limit ? (int)value : throw Beyond(field, value, limit);
    }

    public long UInt64(string field)
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8, field));
        return value <= long.MaxValue
            ? (long)value
            : throw new WireFormatException(field, value.ToString(CultureInfo.InvariantCulture), "below 2^63");
    }

    public float Single(string field) => BinaryPrimitives.ReadSingleLittleEndian(Bytes(4, field));

    public Hash256 Hash(string field) => Hash256.FromBytes(Bytes(Hash256.ByteCount, field));

    public P256Point Point(string field)
    {
        var point = Bytes(P256Point.ByteCount, field);
        return P256Point.IsEncoding(point)
            ? P256Point.FromBytes(point)
            : throw new WireFormatException(field, $"a point that starts with {point[0]}", "an uncompressed point, which starts with 4");
    }

    public string Text(string field)
    {
        var bytes = Bytes(Byte(field), field);
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new WireFormatException(field, Convert.ToHexStringLower(bytes), "well-formed UTF-8");
        }
    }

    public byte[] Block(string field, int limit) => Bytes(Int32(field, limit), field).ToArray();

    public int Count(string field, int limit)
    {
        var count = UInt16(field);
        return count <= limit ? count : throw Beyond(field, count, limit);
    }

    public MemberSet Members(string field, int cohort)
    {
        var members = new int[Count(field, cohort)];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = UInt16(field);
            if (members[i] >= cohort || (i > 0 && members[i] <= members[i - 1]))
            {
                throw new WireFormatException(field, $"index {members[i]} at {i}", $"indexes below {cohort}, ascending");
            }
        }

        return new MemberSet(members);
    }

    /// <exception cref="WireFormatException">Bytes are left over.</exception>
    public readonly void End(string field)
    {
        if (Remaining != 0)
        {
            throw new WireFormatException(field, $"followed by {Remaining} bytes", "the end");
        }
    }

    private static WireFormatException Beyond(string field, long value, long limit) =>
        new(field, value.ToString(CultureInfo.InvariantCulture), $"at most {limit}");
}
