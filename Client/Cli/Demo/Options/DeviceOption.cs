using System.CommandLine;
using System.CommandLine.Parsing;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Demo.Options;

/// <summary><c>--device cpu|cuda[:N]|auto</c>; whether the device is there is known once libtorch is loaded.</summary>
public static class DeviceOption
{
    private const string Name = "--device";
    private const string Auto = "auto";

    /// <summary>The option.</summary>
    public static Option<string?> Create() => new(Name)
    {
        Description = "Where models are trained: the processor, a CUDA device, or auto for a CUDA device where there is one [default: cpu]",
        HelpName = "cpu|cuda[:N]|auto",
        CustomParser = Parse,
    };

    /// <summary>The device that a checked value names.</summary>
    /// <exception cref="Training.Libtorch.LibtorchMissingException">It is auto and libtorch cannot be loaded.</exception>
    public static ComputeDevice Resolve(string? text) => text switch
    {
        null => ComputeDevice.Processor,
        Auto => ComputeDevice.Detect(),
        _ => ComputeDevice.TryParse(text, out var device) ? device : ComputeDevice.Processor,
    };

    private static string? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == Auto || ComputeDevice.TryParse(text, out _))
        {
            return text;
        }

        result.Refuse($"{Name} '{text}'", "it names no device", "Give cpu, cuda, cuda:N with N from 0 to 127, or auto");
        return null;
    }
}
