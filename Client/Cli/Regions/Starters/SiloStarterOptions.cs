using System.CommandLine;
using Tapestry.Client.Cli.Errors;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Regions.Starters;

/// <summary>Options with which certificates of silos come with a <c>NAME.yaml</c> each.</summary>
internal sealed class SiloStarterOptions
{
    private readonly Option<string?> postgres = new("--postgres")
    {
        Description = "The region's database, as Npgsql writes it: also writes a NAME.yaml to begin with", HelpName = "TEXT",
    };

    private readonly Option<ushort> port = new("--port")
    {
        Description = "With --postgres: the first silo's port, the next silo has the next", HelpName = "N", DefaultValueFactory = _ => 8443,
    };

    private readonly Option<string> folder = new("--out")
    {
        Description = "With --postgres: where the files go [default: this folder]", HelpName = "DIR", DefaultValueFactory = _ => ".",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command) => Array.ForEach<Option>([postgres, port, folder], command.Add);

    /// <summary>Path and text of each silo's file; none without a database.</summary>
    /// <exception cref="UsageException">There are fewer ports than silos.</exception>
    public IReadOnlyList<(string Path, string Yaml)> Read(
        ParseResult parsed, IReadOnlyList<SiteId> silos, ConsortiumId consortium, string consortiumFolder, string host)
    {
        if (parsed.GetValue(postgres) is not { } database)
        {
            return [];
        }

        var (first, place) = (parsed.GetValue(port), parsed.GetValue(folder)!);
        if (first + silos.Count - 1 > ushort.MaxValue)
        {
            throw new UsageException($"--port {first}", $"{silos.Count} silos need ports up to {first + silos.Count - 1}, and {ushort.MaxValue} is the last", "Name a lower port");
        }

        var seen = Path.GetRelativePath(place, consortiumFolder);
        return
        [
            .. silos.Select((silo, index) => (
                Path.Combine(place, $"{silo}.yaml"), new SiloStarter(silo, consortium, seen, host, first + index, database).ToYaml())),
        ];
    }
}
