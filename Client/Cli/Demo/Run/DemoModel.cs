using Tapestry.Client.Cli.Errors;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>The model's sizes, from a built-in name or a file.</summary>
internal static class DemoModel
{
    /// <summary>Values of one byte; the demo's tokenizer.</summary>
    private const int ByteVocabulary = 256;

    /// <exception cref="RefusedException">The file cannot be read or asks for what the demo lacks.</exception>
    public static ModelConfig Load(ModelChoice choice)
    {
        if (choice == ModelChoice.Nano)
        {
            return ModelConfig.Nano;
        }

        return choice.ConfigPath is { } path ? LoadFile(path) : ModelConfig.Micro;
    }

    private static ModelConfig LoadFile(string path)
    {
        try
        {
            var config = ModelConfigFile.Load(path);
            return config.VocabSize == ByteVocabulary ? config : throw new RefusedException(
                $"--model '{path}'", $"its vocabulary is {config.VocabSize}; the demo's tokens are bytes",
                $"Set vocab_size to {ByteVocabulary}");
        }
        catch (Exception problem) when (problem is ModelConfigException or IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"--model '{path}'", problem.Message.TrimEnd('.'), "Mend the file or choose nano or micro", problem);
        }
    }
}
