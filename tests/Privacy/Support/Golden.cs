namespace Tapestry.Privacy.Tests.Support;

/// <summary>Bytes that a released format wrote, as hexadecimal text.</summary>
internal static class Golden
{
    public static byte[] Read(string name)
    {
        using var stream = typeof(Golden).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return Convert.FromHexString(reader.ReadToEnd().ReplaceLineEndings(""));
    }
}
