using System.CommandLine;
using System.CommandLine.Parsing;
using Tapestry.Client.Cli.Demo.Run;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Output;

/// <summary>Names and numbers of rounds on the command line.</summary>
internal static class IdOptions
{
    public static Option<string> Run()
    {
        var option = new Option<string>("--run") { Description = "The run", DefaultValueFactory = _ => DemoNames.Run.Value, HelpName = "R" };
        option.Validators.Add(result => Parse<RunId>(result, result.GetValueOrDefault<string>() ?? ""));
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

    /// <summary>Reads a name; what is wrong with it becomes the result's error.</summary>
    public static T Parse<T>(SymbolResult result, string text)
        where T : struct, IStringId<T>
    {
        try
        {
            return T.Parse(text);
        }
        catch (InvalidIdException invalid)
        {
            result.AddError(invalid.Message);
            return default;
        }
    }
}
