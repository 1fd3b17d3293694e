using System.Diagnostics;

namespace Tapestry.Testing;

/// <summary>A library that goes before the system's own in a program (LD_PRELOAD), built with the compiler that the trainer needs anyway.</summary>
public sealed class PreloadLibrary : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Path of the library, once built.</summary>
    public string Path => _folder.File("preload.so");

    /// <summary>Builds it.</summary>
    /// <param name="source">C++ source below the tests' output folder.</param>
    /// <exception cref="InvalidOperationException">The compiler refuses it.</exception>
    public async Task BuildAsync(string source)
    {
        var full = System.IO.Path.Combine(AppContext.BaseDirectory, source);
        using var compiler = Process.Start("g++", ["-shared", "-fPIC", "-O1", "-o", Path, full, "-ldl"]);
        await compiler.WaitForExitAsync().InTimeAsync("the compiler");
        if (compiler.ExitCode != 0)
        {
            throw new InvalidOperationException($"g++ ended with {compiler.ExitCode} over {full}.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
