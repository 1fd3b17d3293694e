using System.CommandLine;
using System.CommandLine.Parsing;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Output;

/// <summary>Names of runs and numbers of rounds on the command line.</summary>
internal static class IdOptions
{
    public static Option<string> Run()
    {
        var option = new Option<string>("--run") { Description = "The run", DefaultValueFactory = _ => DemoNames.Run.Value, HelpName = "R" };
        option.Validators.Add(result => Check(result, () => _ = new RunId(result.GetValueOrDefault<string>() ?? "")));
        return option;
    }

    public static Option<int?> Round(string description, int minimum)
    {
        var option = new Option<int?>("--round") { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < minimum)
            {
                result.AddError($"--round is {result.GetValueOrDefault<int?>()}; rounds count from {minimum}.");
            }
        });
        return option;
    }

    private static void Check(SymbolResult result, Action parse)
    {
        try
        {
            parse();
        }
        catch (InvalidIdException invalid)
        {
            result.AddError(invalid.Message);
        }
    }
}
