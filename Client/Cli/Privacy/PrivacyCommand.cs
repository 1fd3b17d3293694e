using System.CommandLine;

namespace Tapestry.Client.Cli.Privacy;

/// <summary><c>tapestry privacy</c>: what a release costs, and how much noise a budget asks for.</summary>
internal static class PrivacyCommand
{
    public static Command Build() => new("privacy", "Computes what releases under noise cost, and how much noise a budget asks for.")
    {
        EpsilonCommand.Build(),
        CalibrateCommand.Build(),
    };
}
