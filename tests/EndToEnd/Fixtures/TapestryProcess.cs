using System.Diagnostics;
using System.Globalization;
using Tapestry.Testing;

namespace Tapestry.EndToEnd.Tests.Fixtures;

/// <summary>The built tapestry program as a child process.</summary>
internal sealed class TapestryProcess : IDisposable
{
    // A shell without job control starts background work, and so a whole test run, with interrupts ignored.
    private static readonly string[] HearsInterrupts = ["--default-signal=INT"];
    private const string Listening = "listening on ";

    private readonly Process process;
    private readonly Task<string> errors;

    private TapestryProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The program, as the test's own build made it.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "tapestry.dll");

    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public bool HasExited => process.HasExited;

    public int Id => process.Id;

    public static TapestryProcess Start(params IEnumerable<string> arguments) =>
        new(new ProcessStartInfo("env", [.. HearsInterrupts, Dotnet, Assembly, .. arguments]));

    /// <summary>Starts a copy of the program in another folder.</summary>
    public static TapestryProcess StartCopy(string folder, params IEnumerable<string> arguments) =>
        new(new ProcessStartInfo(Dotnet, [Path.Combine(folder, Path.GetFileName(Assembly)), .. arguments]));

    /// <summary>Starts the program through a shell script whose last word is <c>exec "$@"</c>.</summary>
    public static TapestryProcess StartUnder(string script, params IEnumerable<string> arguments) =>
        new(new ProcessStartInfo("bash", ["-c", script, "bash", Dotnet, Assembly, .. arguments]));

    public static Task<ProgramResult> RunAsync(params IEnumerable<string> arguments) => EndOf(Start(arguments));

    public static Task<ProgramResult> RunUnderAsync(string script, params IEnumerable<string> arguments) =>
        EndOf(StartUnder(script, arguments));

    /// <summary>Reads the output up to and with the line that starts so; all of it when there is none.</summary>
    public Task<IReadOnlyList<string>> ReadUntilAsync(string start) =>
        ReadUntilAsync(line => line.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Reads the output up to and with the line that contains the text; all of it when there is none.</summary>
    public Task<IReadOnlyList<string>> ReadUntilContainsAsync(string text) =>
        ReadUntilAsync(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Reads a silo's output until it says where it listens.</summary>
    public async Task<(Uri Address, IReadOnlyList<string> Lines)> ReadUntilListeningAsync()
    {
        var lines = await ReadUntilContainsAsync(Listening);
        return (new Uri(lines[^1][(lines[^1].IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]), lines);
    }

    private async Task<IReadOnlyList<string>> ReadUntilAsync(Func<string, bool> isLast)
    {
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync().InTimeAsync($"the next line after '{lines.LastOrDefault()}'") is { } line)
        {
            lines.Add(line);
            if (isLast(line))
            {
                break;
            }
        }

        return lines;
    }

    /// <summary>What Ctrl-C sends.</summary>
    public void Interrupt() => Signal("-INT");

    /// <summary>What a service manager sends.</summary>
    public void Terminate() => Signal("-TERM");

    /// <summary>SIGKILL: the program gets no chance to do anything.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().InTimeAsync();
    }

    public async Task<ProgramResult> WaitForExitAsync()
    {
        var command = string.Join(' ', process.StartInfo.ArgumentList);
        var output = await process.StandardOutput.ReadToEndAsync().InTimeAsync($"the end of {command}");
        await process.WaitForExitAsync().InTimeAsync($"the end of {command}");
        return new ProgramResult(process.ExitCode, output, await errors);
    }

    /// <summary>Ends the program where a failing test left it running.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static async Task<ProgramResult> EndOf(TapestryProcess started)
    {
        using (started)
        {
            return await started.WaitForExitAsync();
        }
    }
}
