namespace Tapestry.Client.Cli.Output;

/// <summary>Rows in columns of equal width, for terminals and for other programs alike: no borders, two spaces between.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Lines(params IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
