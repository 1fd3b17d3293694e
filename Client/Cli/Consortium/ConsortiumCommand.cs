using System.CommandLine;

namespace Tapestry.Client.Cli.Consortium;

/// <summary><c>tapestry consortium</c>: the authority, the charter and the roster.</summary>
internal static class ConsortiumCommand
{
    public static Command Build(TimeProvider clock) => new("consortium", "The consortium's certificate authority, charter and roster.")
    {
        InitCommand.Build(clock),
        AdmitCommand.Build(clock),
        RemoveCommand.Build(clock),
        SiloCertificateCommand.Build(clock),
    };
}
