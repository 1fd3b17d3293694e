using System.CommandLine;
using System.Text;
using Tapestry.Client.Cli.Demo.Options;
using Tapestry.Client.Cli.Errors;
using Tapestry.Kernels.Files;
using Tapestry.Training.Data;
using Tapestry.Training.Data.Satellites;

namespace Tapestry.Client.Cli.Demo.Data;

/// <summary><c>tapestry texts</c>: writes the demo's text as a folder a language, for <c>--data</c> and for sites.</summary>
internal static class TextsCommand
{
    /// <summary>The one file in a language's folder: the strings, a blank line after each.</summary>
    public const string FileName = "strings.txt";

    public static Command Build()
    {
        var languages = LanguagesOption.Create();
        var to = new Option<string>("--to") { Description = "Where the folders go; made when missing", Required = true, HelpName = "DIR" };
        var command = new Command("texts", "Writes the .NET SDK's strings as folders of text, one a language, to train sites on.") { languages, to };
        command.SetAction((parsed, cancellationToken) =>
        {
            foreach (var language in parsed.GetValue(languages) ?? LanguagesOption.Default)
            {
                var path = Write(language.Code, parsed.GetValue(to)!, cancellationToken);
                parsed.InvocationConfiguration.Output.WriteLine($"Wrote {path}");
            }

            return Task.FromResult(ExitCodes.Success);
        });
        return command;
    }

    /// <summary>What is there is written anew: the same SDK gives the same text.</summary>
    private static string Write(string language, string folder, CancellationToken cancellationToken)
    {
        var text = Read(language, cancellationToken);
        var path = Path.Combine(MakeFolder(Path.Combine(folder, language)), FileName);
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
        return path;
    }

    private static string Read(string language, CancellationToken cancellationToken)
    {
        try
        {
            var entries = new SatelliteCorpus(language, SdkFolder.Find(SdkSearch.OfThisProcess())).Read(cancellationToken);
            return string.Concat(entries.Select(entry => $"{entry.Text}\n\n"));
        }
        catch (CorpusException problem)
        {
            throw new RefusedException($"The strings in '{language}'", problem.Message.TrimEnd('.'), "Install the .NET SDK", problem);
        }
    }

    private static string MakeFolder(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new RefusedException($"--to '{folder}'", denied.Message.TrimEnd('.'), "Name a folder that this user may write", denied);
        }
    }
}
