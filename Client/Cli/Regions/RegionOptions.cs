using System.CommandLine;
using Tapestry.Client.Cli.Demo;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Regions.Local;
using Tapestry.Client.Sdk;
using Tapestry.Client.Sdk.Http;

namespace Tapestry.Client.Cli.Regions;

/// <summary>Which region a command speaks to: one that lies here, or one behind its silos' addresses.</summary>
internal sealed class RegionOptions
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(30);

    private readonly TimeProvider clock;

    private readonly Option<string?> folder = new("--out")
    {
        Description = $"The folder of a demo's run [default: ./{DemoSettings.DefaultOutFolder}]", HelpName = "DIR",
    };

    private readonly Option<string?> config = new("--config") { Description = "A silo's settings file: its database is opened here", HelpName = "FILE" };

    private readonly Option<string[]> addresses = new("--region")
    {
        Description = "Address of a silo; repeat it for each silo of the region", HelpName = "URL", Arity = ArgumentArity.OneOrMore,
    };

    private readonly CallerOptions caller = new();

    public RegionOptions(TimeProvider clock) => this.clock = clock;

    /// <summary>Adds the options to a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(addresses);
        command.Add(folder);
        command.Add(config);
        caller.AddTo(command);
        return command;
    }

    /// <summary>Opens the region that the command line names.</summary>
    /// <exception cref="UsageException">It names two, or an address that is none.</exception>
    /// <exception cref="RefusedException">There is no region.</exception>
    public async Task<IRegionClient> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (urls, path, settings) = (parsed.GetValue(addresses) ?? [], parsed.GetValue(folder), parsed.GetValue(config));
        if ((urls.Length > 0 ? 1 : 0) + (path is null ? 0 : 1) + (settings is null ? 0 : 1) > 1)
        {
            throw new UsageException("--region, --out and --config", "they name different regions", "Give one of them");
        }

        if (urls.Length > 0)
        {
            Uri[] silos = [.. urls.Select(Address)];
            var options = new RegionConnectionOptions
            {
                Silos = silos, Credentials = caller.Of(parsed, silos), GiveUpAfter = GiveUpAfter,
            };
            return new TapestryClient(options, clock);
        }

        return settings is null
            ? await LocalRegion.OpenFolderAsync(Path.GetFullPath(path ?? DemoSettings.DefaultOutFolder), clock, cancellationToken)
            : await LocalRegion.OpenSettingsAsync(settings, clock, cancellationToken);
    }

    private static Uri Address(string text) => SiloAddress.TryParse(text) ?? throw new UsageException(
        $"--region '{text}'", "it is not an address", "Write it like https://silo.example:8443");
}
