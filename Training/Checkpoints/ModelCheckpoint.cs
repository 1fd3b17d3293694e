using Tapestry.Kernels.Files;
using Tapestry.Training.Models;

namespace Tapestry.Training.Checkpoints;

/// <summary>
/// A model as a folder that Hugging Face tools open as <c>LlamaForCausalLM</c>: <c>config.json</c> and
/// <c>model.safetensors</c> with Llama's names; a tied head is not stored.
/// </summary>
public static class ModelCheckpoint
{
    /// <summary>File name of the weights.</summary>
    public const string WeightsFile = "model.safetensors";

    /// <summary>File name of the configuration.</summary>
    public const string ConfigFile = "config.json";

    /// <summary>
    /// Writes both files, each whole or not at all, the weights last: a folder with weights is complete. The same input
    /// gives the same bytes.
    /// </summary>
    /// <param name="directory">Created when missing.</param>
    /// <param name="config">Sizes.</param>
    /// <param name="parameters">The flat vector.</param>
    /// <param name="type">How weights are stored.</param>
    /// <exception cref="ArgumentException">The vector's length is not the configuration's.</exception>
    /// <exception cref="ModelConfigException">The configuration is not valid.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Save(
        string directory, ModelConfig config, ReadOnlySpan<float> parameters, SafetensorsType type = SafetensorsType.F32)
    {
        var layout = ParameterLayout.For(config);
        Directory.CreateDirectory(directory);
        AtomicFile.Write(
            Path.Combine(directory, ConfigFile), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(ModelConfigFile.Format(config))));
        SafetensorsWriter.Write(
            Path.Combine(directory, WeightsFile), layout, parameters, type,
            new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <summary>Reads a folder back; weights may be stored in any order and in either type.</summary>
    /// <exception cref="ModelConfigException">The configuration is malformed or asks for what the trainer lacks.</exception>
    /// <exception cref="SafetensorsException">The weights are malformed, or not those of the configuration.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static (ModelConfig Config, float[] Parameters) Load(string directory)
    {
        var config = ModelConfigFile.Load(Path.Combine(directory, ConfigFile));
        var layout = ParameterLayout.For(config);
        var path = Path.Combine(directory, WeightsFile);
        using var reader = SafetensorsReader.Open(path);
        var stored = reader.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var unknown = stored.Keys.Except(layout.Entries.Select(entry => entry.Name)).FirstOrDefault();
        if (unknown is not null && !(unknown == "lm_head.weight" && config.TieWordEmbeddings))
        {
            throw new SafetensorsException($"{path}: tensor \"{unknown}\" is not part of the model that config.json describes.");
        }

        foreach (var entry in layout.Entries)
        {
            CheckShape(path, entry, stored.GetValueOrDefault(entry.Name));
        }

        // Allocated only now: the file has been seen to hold as much.
        var parameters = new float[layout.TotalCount];
        foreach (var entry in layout.Entries)
        {
            reader.Read(stored[entry.Name], parameters.AsSpan(entry.Offset, entry.Length));
        }

        return (config, parameters);
    }

    private static void CheckShape(string path, ParameterEntry entry, SafetensorsEntry? stored)
    {
        if (stored is null)
        {
            throw new SafetensorsException($"{path}: tensor \"{entry.Name}\" is missing.");
        }

        if (!stored.Shape.SequenceEqual(entry.Shape.Select(size => (long)size)))
        {
            throw new SafetensorsException(
                $"{path}: tensor \"{entry.Name}\" has shape [{string.Join(", ", stored.Shape)}]; config.json asks for [{string.Join(", ", entry.Shape)}].");
        }
    }
}
