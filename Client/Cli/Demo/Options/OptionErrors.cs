using System.CommandLine.Parsing;
using Tapestry.Client.Cli.Errors;

namespace Tapestry.Client.Cli.Demo.Options;

/// <summary>Gives an option's parse error the shape of every other error: what, why, remedy.</summary>
internal static class OptionErrors
{
    public static void Refuse(this ArgumentResult result, string what, string why, string remedy) =>
        result.AddError(new UsageException(what, why, remedy).Message);
}
