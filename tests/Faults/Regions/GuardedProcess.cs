using System.Diagnostics;
using System.Globalization;
using Tapestry.EndToEnd.Tests.Fixtures;

namespace Tapestry.Faults.Tests.Regions;

/// <summary>The tapestry program as a child that dies with the test, also when the test host itself is killed.</summary>
internal sealed class GuardedProcess : IDisposable
{
    private const int LinesKept = 60;

    /// <summary>
    /// A guard waits for the end of the input, which this process holds open, and then kills the program, unless that
    /// has ended: the guard then has another parent.
    /// </summary>
    private const string Script =
        """
        exec 3<&0
        {
            read -r _ <&3
            read -r _ _ _ parent _ <"/proc/$BASHPID/stat"
            [[ $parent != "$$" ]] || kill -KILL "$$"
        } >/dev/null 2>&1 &
        exec 3<&-
        exec "$@" </dev/null
        """;

    private readonly Process process;
    private readonly Queue<string> lines = [];
    private readonly Lock gate = new();

    private GuardedProcess(Process process) => this.process = process;

    /// <summary>Whether a silo has said that it listens.</summary>
    public bool IsListening { get; private set; }

    /// <summary>The end of the output.</summary>
    public string Output
    {
        get
        {
            lock (gate)
            {
                return string.Join('\n', lines);
            }
        }
    }

    /// <param name="arguments">The command.</param>
    public static GuardedProcess Start(params IEnumerable<string> arguments) => Start(null, arguments);

    /// <param name="environment">Beside what this process has; null for nothing.</param>
    /// <param name="arguments">The command.</param>
    public static GuardedProcess Start(IReadOnlyDictionary<string, string>? environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("bash", ["-c", Script, "bash", TapestryProcess.Dotnet, TapestryProcess.Assembly, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var guarded = new GuardedProcess(new Process { StartInfo = start });
        guarded.process.OutputDataReceived += (_, line) => guarded.Keep(line.Data);
        guarded.process.ErrorDataReceived += (_, line) => guarded.Keep(line.Data);
        guarded.process.Start();
        guarded.process.BeginOutputReadLine();
        guarded.process.BeginErrorReadLine();
        return guarded;
    }

    /// <summary>Bytes of memory that it holds.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public void Kill() => process.Kill();

    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end; the program's exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            lines.Enqueue(line);
            if (lines.Count > LinesKept)
            {
                lines.Dequeue();
            }
        }

        IsListening |= line.Contains("listening on ", StringComparison.Ordinal);
    }
}
