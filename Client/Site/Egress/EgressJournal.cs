using System.Security.Cryptography;
using System.Text.Json;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Grains.Interfaces.Serialization;

namespace Tapestry.Client.Site.Egress;

/// <summary>
/// The site's own record of everything that left it (design rule 1): an entry is handed to the operating
/// system before its message is sent, so after a crash of the site the journal may name a message that never arrived but
/// never misses one that did. It is not flushed to the disk, so a power cut may cost its last entries.
/// </summary>
public sealed class EgressJournal : IDisposable
{
    private readonly FileStream file;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();

    /// <summary>Opens the journal for appending; a line torn by a crash is cut off.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public EgressJournal(string path, TimeProvider clock)
    {
        this.clock = clock;
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        file.SetLength(EndOfLastLine(file));
        file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Writes the entry of a message that is about to be sent.</summary>
    public void Record(SiteMessage message)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Default.SiteMessage);
        var frame = message switch
        {
            ContributionUpload upload => upload.Frame,
            ProtocolAnswer answer => answer.Message,
            _ => ReadOnlyMemory<byte>.Empty,
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(json);
        hash.AppendData(frame.Span);
        var entry = new EgressEntry(
            clock.GetUtcNow(), TypeName(json), json.Length + frame.Length, Sha256Digest.FromHash(hash.GetHashAndReset()));
        Append(entry);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>Reads a journal.</summary>
    /// <exception cref="InvalidDataException">A line is not an entry; the message names it.</exception>
    public static async IAsyncEnumerable<EgressEntry> ReadAsync(string path)
    {
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path))
        {
            number++;
            yield return Parse(line)
                ?? throw new InvalidDataException($"Line {number} of egress journal '{path}' is not an entry.");
        }
    }

    private static EgressEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, EgressJson.Default.EgressEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string TypeName(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                return reader.GetString()!;
            }
        }

        throw new InvalidOperationException("A site message has no type discriminator.");
    }

    private static long EndOfLastLine(FileStream stream)
    {
        for (var end = stream.Length; end > 0; end--)
        {
            stream.Seek(end - 1, SeekOrigin.Begin);
            if (stream.ReadByte() == '\n')
            {
                return end;
            }
        }

        return 0;
    }

    private void Append(EgressEntry entry)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(entry, EgressJson.Default.EgressEntry);
        lock (gate)
        {
            file.Write([.. line, (byte)'\n']);
            file.Flush(flushToDisk: false);
        }
    }
}
