using System.CommandLine;
using System.CommandLine.Parsing;
using Tapestry.Client.Cli.Output;
using Tapestry.Client.Cli.Regions;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Consortium;

/// <summary>Options and arguments that several consortium commands take.</summary>
internal static class ConsortiumOptions
{
    private const int MaximumDays = 3650;

    public static Option<string> Folder() => new("--consortium")
    {
        Description = "The consortium's folder", HelpName = "DIR", DefaultValueFactory = _ => "consortium",
    };

    public static Option<Uri[]> Region(bool isRequired = true) => new("--region")
    {
        Description = "A silo of the region, https://host:port; repeat it for others to fall back on", HelpName = "URL", Required = isRequired,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. result.Tokens.Select(token => Address(result, token.Value))],
    };

    public static Option<int> Days(int usual)
    {
        var option = new Option<int>("--days")
        {
            Description = $"Days for which the certificate counts, 1 to {MaximumDays}", HelpName = "N", DefaultValueFactory = _ => usual,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var days) && days is >= 1 and <= MaximumDays))
            {
                result.AddError($"--days '{token.Value}' is not a whole number from 1 to {MaximumDays}.");
            }
        });
        return option;
    }

    public static Argument<SiteId> Name(string description) => new("NAME")
    {
        Description = description, CustomParser = result => IdOptions.Parse<SiteId>(result, result.Tokens[0].Value),
    };

    private static Uri Address(ArgumentResult result, string text)
    {
        if (SiloAddress.TryParse(text) is { } address && address.Scheme == Uri.UriSchemeHttps)
        {
            return address;
        }

        result.AddError($"--region '{text}' is not an https address such as https://127.0.0.1:8443.");
        return new Uri("https://invalid");
    }
}
