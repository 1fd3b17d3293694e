namespace Tapestry.Actors.Tests;

/// <summary>Compares with a committed file of the folder <c>Golden</c>; the file is the format's definition.</summary>
internal static class Golden
{
    public static void Assert(string file, string actual)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", file);
        Xunit.Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual.ReplaceLineEndings("\n") + "\n");
    }
}
