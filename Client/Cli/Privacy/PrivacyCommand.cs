using System.CommandLine;

namespace Tapestry.Client.Cli.Privacy;

/// <summary><c>tapestry privacy</c>: what a release costs, how much noise a budget asks for, and what a run has spent.</summary>
internal static class PrivacyCommand
{
    public static Command Build() => new("privacy", "Computes what releases under noise cost and how much noise a budget asks for; shows what a run has spent.")
    {
        EpsilonCommand.Build(),
        CalibrateCommand.Build(),
        LedgerCommand.Build(TimeProvider.System),
    };
}
