using System.Diagnostics;
using System.Globalization;

namespace Tapestry.Benchmarks.Peers;

/// <summary>A script of <c>peers/</c> in its own process: it says its version, then answers each line with seconds.</summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process process;
    private readonly string script;

    private PythonPeer(Process process, string script, string version)
    {
        this.process = process;
        this.script = script;
        Version = version;
    }

    /// <summary>Version of the library that the script measures.</summary>
    public string Version { get; }

    /// <summary>The first Python that imports the module; null when none does.</summary>
    public static async Task<string?> FindAsync(string module, CancellationToken cancellationToken)
    {
        foreach (var candidate in new[] { "/usr/bin/python3", "python3" })
        {
            try
            {
                using var probe = Process.Start(new ProcessStartInfo(candidate, ["-c", $"import {module}"]) { RedirectStandardError = true })!;
                await probe.WaitForExitAsync(cancellationToken);
                if (probe.ExitCode == 0)
                {
                    return candidate;
                }
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // No such program: the next candidate may be there.
            }
        }

        return null;
    }

    /// <summary>Starts a script and waits until it has said its version.</summary>
    /// <param name="python">The interpreter, as <see cref="FindAsync"/> found it.</param>
    /// <param name="script">File name in <c>peers/</c>.</param>
    /// <param name="argument">Its one argument.</param>
    /// <param name="threads">Threads that its library may use.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The script ended before it was ready.</exception>
    public static async Task<PythonPeer> StartAsync(
        string python, string script, string argument, int threads, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "peers", script), argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        var greeting = await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException($"{script} ended before it was ready; its message is above.");
        return new PythonPeer(process, script, greeting.Split(' ')[0]);
    }

    /// <summary>Sends a line and returns the seconds that the script took.</summary>
    /// <exception cref="InvalidOperationException">The script ended in the middle.</exception>
    public async Task<double> AskAsync(string line, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        var answer = await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException($"{script} ended in the middle; its message is above.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
