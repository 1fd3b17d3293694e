using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tapestry.Training.Libtorch;

/// <summary>Finds the shim next to the assembly and says what to do when it, or libtorch, is not there.</summary>
internal static class NativeLoader
{
    internal const string Library = "tapestry_torch";

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Usage", "CA2255", Justification = "The resolver must be in place before the first native call.")]
    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, Resolve);

    internal static nint Load(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new LibtorchMissingException(
                $"Cannot load {path}: libtorch is missing or another version than the one built against. " +
                "Run 'apt-get install libtorch-dev', or set LIBTORCH to an unpacked libtorch, and build again. " +
                $"The loader says: {error.Message.ReplaceLineEndings(" ")}",
                error);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == Library ? Load(Path.Combine(AppContext.BaseDirectory, $"lib{Library}.so")) : 0;
}
