using System.CommandLine;
using Tapestry.Client.Cli.Consortium.Folder;
using Tapestry.Client.Cli.Errors;
using Tapestry.Grains.Interfaces.Consortium;

namespace Tapestry.Client.Cli.Consortium;

/// <summary><c>tapestry consortium remove</c>: takes a member from a region's roster; every silo refuses it from then on.</summary>
internal static class RemoveCommand
{
    public static Command Build(TimeProvider clock)
    {
        var name = ConsortiumOptions.Name("The member");
        var (folder, region) = (ConsortiumOptions.Folder(), ConsortiumOptions.Region());
        var command = new Command("remove", "Removes a member from a region's roster: it is refused from then on.") { name, region, folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var place = ConsortiumFolder.Open(parsed.GetValue(folder)!);
            var member = parsed.GetValue(name);
            var certificate = place.PathOf("members", member, "pem");
            using (var connection = new OperatorConnection(place.OpenOperator(), parsed.GetValue(region)!, clock))
            {
                try
                {
                    await connection.RemoveAsync(place.Charter.Consortium, member, cancellationToken);
                }
                catch (ConsortiumException gone)
                {
                    // Removed by an earlier try that did not come to its end here, or never a member.
                    if (!File.Exists(certificate))
                    {
                        throw new RefusedException($"NAME '{member}'", gone.Message.TrimEnd('.'), "Name a member of the roster", gone);
                    }
                }
            }

            File.Delete(certificate);
            place.WriteRoster();
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Removed '{member}'. Give the sites the new {place.RosterPath}.");
            return ExitCodes.Success;
        });
        return command;
    }
}
