using Tapestry.Training.Checkpoints;
using Tapestry.Training.Models;
using Tapestry.Training.Tests.Models;

namespace Tapestry.Training.Tests.Checkpoints;

public sealed class ModelCheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tapestry").FullName;

    public static TheoryData<bool> Tied => [true, false];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Tied))]
    public void A_folder_gives_back_every_bit(bool tied)
    {
        var config = TinyModels.Grouped with { TieWordEmbeddings = tied };
        var parameters = Draw(config);

        ModelCheckpoint.Save(folder, config, parameters);
        var (loadedConfig, loaded) = ModelCheckpoint.Load(folder);

        Assert.Equal(config, loadedConfig);
        Assert.Equal(parameters, loaded);
    }

    [Fact]
    public void Bfloat16_halves_the_file_and_rounds_to_nearest()
    {
        var parameters = Draw(TinyModels.Grouped);

        ModelCheckpoint.Save(folder, TinyModels.Grouped, parameters, SafetensorsType.BF16);
        var (_, loaded) = ModelCheckpoint.Load(folder);

        Assert.All(parameters.Zip(loaded), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= Math.Abs(pair.First) / 256));
        Assert.InRange(Vectors.RelativeError(parameters, loaded), 1e-4, 4e-3);
        using var reader = SafetensorsReader.Open(Path.Combine(folder, ModelCheckpoint.WeightsFile));
        Assert.Equal(2L * parameters.Length, reader.Entries.Sum(entry => entry.End - entry.Begin));
    }

    [Fact]
    public void Names_and_metadata_are_what_Hugging_Face_writes()
    {
        ModelCheckpoint.Save(folder, TinyModels.Grouped, Draw(TinyModels.Grouped));

        using var reader = SafetensorsReader.Open(Path.Combine(folder, ModelCheckpoint.WeightsFile));

        Assert.Equal("pt", reader.Metadata["format"]);
        Assert.Contains(reader.Entries, entry => entry.Name == "model.layers.1.mlp.gate_proj.weight");
        Assert.DoesNotContain(reader.Entries, entry => entry.Name == "lm_head.weight");
    }

    [Fact]
    public void The_same_model_is_the_same_bytes()
    {
        var other = Path.Combine(folder, "other");
        ModelCheckpoint.Save(folder, TinyModels.Grouped, Draw(TinyModels.Grouped));
        ModelCheckpoint.Save(other, TinyModels.Grouped, Draw(TinyModels.Grouped));

        Assert.All([ModelCheckpoint.WeightsFile, ModelCheckpoint.ConfigFile], name => Assert.Equal(
            File.ReadAllBytes(Path.Combine(folder, name)), File.ReadAllBytes(Path.Combine(other, name))));
    }

    [Fact]
    public void Weights_of_another_shape_are_named()
    {
        ModelCheckpoint.Save(folder, TinyModels.Grouped, Draw(TinyModels.Grouped));
        var config = TinyModels.Grouped with { VocabSize = 20 };
        File.WriteAllText(Path.Combine(folder, ModelCheckpoint.ConfigFile), ModelConfigFile.Format(config));

        var error = Assert.Throws<SafetensorsException>(() => ModelCheckpoint.Load(folder));

        Assert.Contains("model.embed_tokens.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains("[19, 16]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 3, "is not part of the model")]
    [InlineData(false, 2, "is not part of the model")]
    public void Surplus_weights_are_named(bool tied, int layers, string message)
    {
        var stored = TinyModels.Grouped with { TieWordEmbeddings = false, NumHiddenLayers = layers };
        ModelCheckpoint.Save(folder, stored, Draw(stored));
        var config = TinyModels.Grouped with { TieWordEmbeddings = tied, NumHiddenLayers = layers - 1 };
        File.WriteAllText(Path.Combine(folder, ModelCheckpoint.ConfigFile), ModelConfigFile.Format(config));

        Assert.Contains(
            message, Assert.Throws<SafetensorsException>(() => ModelCheckpoint.Load(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_weights_are_named()
    {
        ModelCheckpoint.Save(folder, TinyModels.Grouped, Draw(TinyModels.Grouped));
        File.WriteAllText(
            Path.Combine(folder, ModelCheckpoint.ConfigFile), ModelConfigFile.Format(TinyModels.GroupedUntied));

        Assert.Contains(
            "\"lm_head.weight\" is missing",
            Assert.Throws<SafetensorsException>(() => ModelCheckpoint.Load(folder)).Message, StringComparison.Ordinal);
    }

    private static float[] Draw(ModelConfig config)
    {
        var layout = ParameterLayout.For(config);
        var parameters = new float[layout.TotalCount];
        ParameterInitializer.Fill(config, layout, 11, parameters);
        return parameters;
    }
}
