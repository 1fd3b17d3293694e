using System.Buffers.Binary;
using System.Text;
using Tapestry.Training.Checkpoints;
using Tapestry.Training.Tests.Golden;

namespace Tapestry.Training.Tests.Checkpoints;

public sealed class SafetensorsReaderTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public static TheoryData<string, int, string> Malformed => new()
    {
        { "{", 0, "not valid JSON" },
        { "[]", 0, "where an object belongs" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{}}""", 4, "not valid JSON" },
        { """{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", 8, "F64" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "takes 8 bytes; its offsets span 4" },
        { """{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "-1 where" },
        { """{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "1.5 where" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "two ascending data_offsets" },
        { """{"a":{"dtype":"F32","shape":[1]}}""", 4, "data_offsets" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "cut short" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "tail" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "without gap or overlap" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "without gap or overlap" },
        { """{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,4]}}""", 4, "larger than any file" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}""", 4, "unknown field" },
        { """{"__metadata__":{"a":1}}""", 0, "not a string" },
    };

    public void Dispose() => File.Delete(path);

    [Fact]
    public void A_file_of_another_writer_is_read()
    {
        using var reader = SafetensorsReader.Open(GoldenFile.Path("small.safetensors"));

        Assert.Equal(["first", "second", "empty"], reader.Entries.Select(entry => entry.Name));
        Assert.Equal("golden", reader.Metadata["origin"]);
        Assert.Equal([0, -1.5f, 2.25f, 1e-30f, 3.4e38f, -0.0f], Values(reader, 0));
        Assert.Equal([1, -2.5f, 0, BitConverter.UInt32BitsToSingle(0x7f7f0000)], Values(reader, 1));
        Assert.Empty(Values(reader, 2));
    }

    [Fact]
    public void The_header_is_written_as_the_other_writer_does()
    {
        var golden = File.ReadAllBytes(GoldenFile.Path("small.safetensors"));
        using var reader = SafetensorsReader.Open(GoldenFile.Path("small.safetensors"));

        var header = SafetensorsHeader.Format(reader.Entries, reader.Metadata);

        Assert.Equal(golden[8..(8 + header.Length)], header);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_header_is_refused(string header, int dataBytes, string message)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, text.Length);
        File.WriteAllBytes(path, [.. prefix, .. text, .. new byte[dataBytes]]);

        var error = Assert.Throws<SafetensorsException>(() => SafetensorsReader.Open(path));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 40)]
    [InlineData(9UL)]
    public void A_header_longer_than_the_file_is_refused_before_memory_is_taken(ulong length)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        File.WriteAllBytes(path, bytes);

        Assert.Contains(
            "at most 8", Assert.Throws<SafetensorsException>(() => SafetensorsReader.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_header_is_refused()
    {
        File.WriteAllBytes(path, [1, 2, 3]);

        Assert.Throws<SafetensorsException>(() => SafetensorsReader.Open(path));
    }

    [Fact]
    public void A_span_of_another_length_is_refused()
    {
        using var reader = SafetensorsReader.Open(GoldenFile.Path("small.safetensors"));

        Assert.Throws<ArgumentException>(() => reader.Read(reader.Entries[0], new float[5]));
    }

    private static float[] Values(SafetensorsReader reader, int index)
    {
        var values = new float[reader.Entries[index].Length];
        reader.Read(reader.Entries[index], values);
        return values;
    }
}
