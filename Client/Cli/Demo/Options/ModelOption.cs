using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tapestry.Client.Cli.Demo.Options;

/// <summary><c>--model nano|micro|FILE</c>; the file must be there, its content is the trainer's to judge.</summary>
internal static class ModelOption
{
    public const string Name = "--model";

    public static Option<ModelChoice?> Create() => new(Name)
    {
        Description = "Built-in model nano or micro, or a Llama-style config.json [default: micro]",
        HelpName = "nano|micro|FILE",
        CustomParser = Parse,
    };

    private static ModelChoice? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        switch (text)
        {
            case "nano": return ModelChoice.Nano;
            case "micro": return ModelChoice.Micro;
            case var path when File.Exists(path): return ModelChoice.FromFile(path);
            default:
                result.Refuse(
                    $"{Name} '{text}'",
                    "it is neither a built-in model nor a file that exists",
                    "Give nano, micro, or the path of a config.json");
                return null;
        }
    }
}
