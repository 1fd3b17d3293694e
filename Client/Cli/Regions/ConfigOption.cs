using System.CommandLine;

namespace Tapestry.Client.Cli.Regions;

/// <summary><c>--config</c>: the settings file of a silo or a site.</summary>
internal static class ConfigOption
{
    public static Option<string> Create(string usual) => new("--config")
    {
        Description = $"The settings file, {usual}", Required = true, HelpName = "FILE",
    };
}
