using System.Text;
using Spectre.Console;

namespace Tapestry.Client.Tests.Cli;

/// <summary>A console of fixed width that keeps what was written.</summary>
internal sealed class RecordingConsole
{
    private readonly StringBuilder text = new();

    public RecordingConsole(bool isTerminal = false)
    {
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new RecordingOutput(TextWriter.Synchronized(new StringWriter(text)), isTerminal),
        });
    }

    public IAnsiConsole Console { get; }

    public string Text => text.ToString();

    private sealed class RecordingOutput(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => 140;

        public int Height => 60;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
