namespace Tapestry.Training.Tests.Golden;

/// <summary>Files that <c>generate.py</c> wrote.</summary>
internal static class GoldenFile
{
    internal static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Golden", name);
}
