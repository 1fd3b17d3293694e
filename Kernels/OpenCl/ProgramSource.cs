namespace Tapestry.Kernels.OpenCl;

/// <summary>The OpenCL C of all kernels, from the <c>.cl</c> files beside this class.</summary>
internal static class ProgramSource
{
    private const string Shared = "chacha20.cl";

    /// <summary>One text: what all parts share first, then the parts in the order of their names.</summary>
    public static string Read()
    {
        var assembly = typeof(ProgramSource).Assembly;
        var parts = assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".cl", StringComparison.Ordinal) && name != Shared)
            .Order(StringComparer.Ordinal);
        return string.Concat(parts.Prepend(Shared).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }));
    }
}
