namespace Tapestry.Silo.Telemetry.Export;

/// <summary>Headers of a collector in a file of their own, as they may be secret: a <c>name: value</c> a line, <c>#</c> begins a comment.</summary>
public static class HeadersFile
{
    /// <summary>Reads it; messages about it never show a value.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line is no header.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (line, number) in File.ReadAllLines(path).Select((line, index) => (line.Trim(), index + 1)))
        {
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = colon > 0 ? (line[..colon].TrimEnd(), line[(colon + 1)..].Trim()) : ("", "");
            if (!IsName(name) || value.Length == 0 || value.Any(char.IsControl))
            {
                throw new InvalidDataException($"line {number} is not 'name: value'");
            }

            if (!headers.TryAdd(name, value))
            {
                throw new InvalidDataException($"line {number} gives '{name}' a second value");
            }
        }

        return headers.Count > 0 ? headers : throw new InvalidDataException("it holds no header");
    }

    private static bool IsName(string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
