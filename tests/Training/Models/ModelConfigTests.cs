using Tapestry.Training.Models;

namespace Tapestry.Training.Tests.Models;

public sealed class ModelConfigTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public static TheoryData<string, string> Unsupported => new()
    {
        { "\"model_type\": \"mistral\"", "model_type" },
        { "\"hidden_act\": \"gelu\"", "hidden_act" },
        { "\"attention_bias\": true", "attention_bias" },
        { "\"mlp_bias\": true", "mlp_bias" },
        { "\"rope_scaling\": {\"type\": \"linear\"}", "rope_scaling" },
        { "\"head_dim\": 8", "head_dim" },
        { "\"vocab_size\": \"many\"", "vocab_size" },
        { "\"vocab_size\": 1", "vocab_size" },
    };

    public void Dispose() => File.Delete(path);

    [Fact]
    public void A_file_gives_back_the_configuration()
    {
        var config = TinyModels.GroupedUntied with { RopeTheta = 500_000, RmsNormEps = 1e-6 };
        File.WriteAllText(path, ModelConfigFile.Format(config));

        Assert.Equal(config, ModelConfigFile.Load(path));
    }

    [Fact]
    public void The_file_names_the_Hugging_Face_class()
    {
        var text = ModelConfigFile.Format(ModelConfig.Micro);

        Assert.Contains("\"LlamaForCausalLM\"", text, StringComparison.Ordinal);
        Assert.Contains("\"model_type\": \"llama\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_key_heads_mean_one_a_query_head()
    {
        File.WriteAllText(path, """
            {"vocab_size": 8, "hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2,
             "max_position_embeddings": 4}
            """);

        Assert.Equal(2, ModelConfigFile.Load(path).NumKeyValueHeads);
    }

    [Theory]
    [MemberData(nameof(Unsupported))]
    public void What_the_trainer_lacks_is_named(string field, string name)
    {
        const string complete = """
            "vocab_size": 8, "hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2,
            "max_position_embeddings": 4
            """;
        var kept = string.Join(',', complete.Split(',').Where(part => !part.Contains(name, StringComparison.Ordinal)));
        File.WriteAllText(path, $"{{{kept}, {field}}}");

        var error = Assert.Throws<ModelConfigException>(() => ModelConfigFile.Load(path));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"vocab_size\": 8}")]
    public void Text_that_is_no_configuration_is_refused(string text)
    {
        File.WriteAllText(path, text);

        Assert.Throws<ModelConfigException>(() => ModelConfigFile.Load(path));
    }

    [Fact]
    public void Every_field_is_checked()
    {
        var good = TinyModels.Grouped;
        (ModelConfig Config, string Field)[] bad =
        [
            (good with { VocabSize = 0 }, "vocab_size"),
            (good with { HiddenSize = 18 }, "hidden_size"),
            (good with { IntermediateSize = 0 }, "intermediate_size"),
            (good with { NumHiddenLayers = 2000 }, "num_hidden_layers"),
            (good with { NumAttentionHeads = 0 }, "num_attention_heads"),
            (good with { NumKeyValueHeads = 3 }, "num_key_value_heads"),
            (good with { MaxPositionEmbeddings = -1 }, "max_position_embeddings"),
            (good with { RmsNormEps = 0 }, "rms_norm_eps"),
            (good with { RopeTheta = double.NaN }, "rope_theta"),
            (good with { HiddenSize = 65_536, IntermediateSize = 262_144, NumHiddenLayers = 1024 }, "parameters"),
        ];

        Assert.All(bad, item => Assert.Contains(
            item.Field, Assert.Throws<ModelConfigException>(item.Config.Validate).Message, StringComparison.Ordinal));
    }
}
