using System.Text;

namespace Tapestry.Silo.Tests.Http.Mutations;

/// <summary>Changes, removes, doubles and swaps bytes of requests; a seed gives the same ones again.</summary>
internal sealed class RequestMutator(int seed)
{
    private const string PathLetters = "/?&=%-._~";

    private static readonly byte[][] Pieces =
    [
        "null"u8.ToArray(), "-1"u8.ToArray(), "1e999"u8.ToArray(), "99999999999"u8.ToArray(), "\"\""u8.ToArray(), "[]"u8.ToArray(),
        "{}"u8.ToArray(), "\\u0000"u8.ToArray(), [0xFF], "\""u8.ToArray(), "]}"u8.ToArray(), "\"type\":\"blob-query\","u8.ToArray(),
        "../"u8.ToArray(), "%00"u8.ToArray(), "%2e%2e%2f"u8.ToArray(),
    ];

    private readonly Random random = new(seed);

    /// <summary>One of the samples with its path, its header or its body changed: the longest part most often.</summary>
    public SampleRequest Next(IReadOnlyList<SampleRequest> samples)
    {
        var sample = samples[random.Next(samples.Count)];
        return random.Next(4) switch
        {
            0 => sample with { Path = Path(sample.Path) },
            1 when sample.Header is not null => sample with { Value = Header(sample.Value) },
            _ when sample.Body.Length > 0 => sample with { Body = Mutate(sample.Body) },
            _ => sample with { Path = Path(sample.Path) },
        };
    }

    /// <summary>What a request line cannot hold is escaped, so that the server and not the client has to judge it.</summary>
    private string Path(string path)
    {
        var text = new StringBuilder("/");
        foreach (var letter in Mutate(Encoding.ASCII.GetBytes(path[1..])))
        {
            _ = char.IsAsciiLetterOrDigit((char)letter) || PathLetters.Contains((char)letter, StringComparison.Ordinal)
                ? text.Append((char)letter)
                : text.Append('%').Append(Convert.ToHexString([letter]));
        }

        return text.ToString();
    }

    private string Header(string value) =>
        new([.. Mutate(Encoding.ASCII.GetBytes(value)).Where(letter => letter is >= (byte)' ' and <= (byte)'~').Select(letter => (char)letter)]);

    private byte[] Mutate(byte[] sample)
    {
        var mutated = sample.ToList();
        for (var change = random.Next(1, 4); change > 0 && mutated.Count > 1; change--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(5))
            {
                case 0:
                    mutated[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    mutated.RemoveRange(at, random.Next(1, Math.Min(20, mutated.Count - at) + 1));
                    break;
                case 2:
                    mutated.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 3:
                    ReplaceValue(mutated, at, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    mutated.InsertRange(at, mutated.Skip(at).Take(random.Next(1, 30)).ToArray());
                    break;
            }
        }

        return [.. mutated];
    }

    /// <summary>Puts a piece in the place of the value after the next colon.</summary>
    private static void ReplaceValue(List<byte> body, int at, byte[] piece)
    {
        var colon = body.IndexOf((byte)':', at);
        if (colon < 0)
        {
            return;
        }

        var end = body.FindIndex(colon, letter => letter is (byte)',' or (byte)'}');
        body.RemoveRange(colon + 1, Math.Max(0, end - colon - 1));
        body.InsertRange(colon + 1, piece);
    }
}
