using Tapestry.Training.Models;

namespace Tapestry.EndToEnd.Tests.Fixtures;

/// <summary>Model files for <c>--model FILE</c>.</summary>
internal static class ModelConfigText
{
    public static string WithLayers(int layers) => ModelConfigFile.Format(ModelConfig.Nano with { NumHiddenLayers = layers });
}
