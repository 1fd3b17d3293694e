using System.Runtime.InteropServices;
using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Sdk;
using Tapestry.Client.Sdk.Models;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Training.Checkpoints;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Models;

/// <summary>A folder with one Shared Base as other tools open it.</summary>
internal sealed class ModelFolder(string path)
{
    private const string VectorFile = "parameters.f32";

    public string Path { get; } = path;

    /// <summary>Downloads, verifies and converts.</summary>
    /// <exception cref="RefusedException">The model's configuration cannot be read here, or does not fit the vector.</exception>
    public async Task WriteAsync(
        ModelView model, IRegionClient region, IProgress<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path);
        var config = LoadConfig(await region.FetchBlobAsync(model.ModelConfig, cancellationToken));
        var expected = ParameterLayout.For(config).TotalCount;
        if (expected != model.Base.ParameterCount)
        {
            throw new RefusedException(
                $"The model of run {model.Run}", $"its vector has {model.Base.ParameterCount} parameters and its config.json makes {expected}",
                "Ask the region's operator which model it trains");
        }

        var vector = System.IO.Path.Combine(Path, VectorFile);
        await new ModelDownload(region).ToFileAsync(model, vector, progress, cancellationToken);
        var bytes = await File.ReadAllBytesAsync(vector, cancellationToken);
        ModelCheckpoint.Save(Path, config, MemoryMarshal.Cast<byte, float>(bytes));
        File.Delete(vector);
    }

    private ModelConfig LoadConfig(ReadOnlyMemory<byte> json)
    {
        var path = System.IO.Path.Combine(Path, ModelCheckpoint.ConfigFile + ".part");
        File.WriteAllBytes(path, json.Span);
        try
        {
            return ModelConfigFile.Load(path);
        }
        catch (ModelConfigException unknown)
        {
            throw new RefusedException("The model's config.json", unknown.Message.TrimEnd('.'), "Use a program that knows this model", unknown);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
