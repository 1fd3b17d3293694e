using System.Diagnostics;
using System.Threading.Channels;

namespace Tapestry.Testing;

/// <summary>
/// A shell that runs a server in a temporary folder, prints the folder first, and takes orders on its input. At the input's end
/// it stops the server and removes the folder, also when the tests that started it are killed.
/// </summary>
internal sealed class ServerShell : IAsyncDisposable
{
    private readonly Process _shell;
    private readonly ChannelReader<string> _output;

    private ServerShell(Process shell)
    {
        _shell = shell;
        _output = ReadLines(shell);
    }

    /// <summary>Starts the shell.</summary>
    /// <exception cref="InvalidOperationException">It did not start.</exception>
    public static ServerShell Start(string[] command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ServerShell(Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start."));
    }

    /// <summary>Gives an order and reads up to and with the line that begins or ends so.</summary>
    public async Task<IReadOnlyList<string>> OrderAsync(string order, string done)
    {
        await _shell.StandardInput.WriteLineAsync(order);
        await _shell.StandardInput.FlushAsync();
        return await ReadUntilAsync(done);
    }

    /// <summary>Reads up to and with the line that begins or ends so.</summary>
    /// <exception cref="InvalidOperationException">The output ended before; the message holds it.</exception>
    public async Task<IReadOnlyList<string>> ReadUntilAsync(string text)
    {
        using var limit = Patience.Begin();
        var read = new List<string>();
        await foreach (var line in _output.ReadAllAsync(limit.Token))
        {
            read.Add(line);
            if (line.StartsWith(text, StringComparison.Ordinal) || line.EndsWith(text, StringComparison.Ordinal))
            {
                return read;
            }
        }

        throw new InvalidOperationException($"The server did not go on to say '{text}':\n{string.Join('\n', read)}");
    }

    /// <summary>Stops the server at once and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync().InTimeAsync("the end of the server");
        _shell.Dispose();
    }

    /// <summary>Everything is read as it comes, so that nothing fills the pipe.</summary>
    private static ChannelReader<string> ReadLines(Process shell)
    {
        var lines = Channel.CreateUnbounded<string>();
        _ = Task.Run(async () =>
        {
            while (await shell.StandardOutput.ReadLineAsync() is { } line)
            {
                lines.Writer.TryWrite(line);
            }

            lines.Writer.Complete();
        });
        return lines.Reader;
    }
}
