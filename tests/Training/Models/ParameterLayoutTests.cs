using Tapestry.Training.Models;

namespace Tapestry.Training.Tests.Models;

public sealed class ParameterLayoutTests
{
    public static TheoryData<bool> Tied => [true, false];

    [Theory]
    [MemberData(nameof(Tied))]
    public void Entries_follow_each_other_without_gap(bool tied)
    {
        var layout = ParameterLayout.For(TinyModels.Grouped with { TieWordEmbeddings = tied });

        var next = 0;
        foreach (var entry in layout.Entries)
        {
            Assert.Equal(next, entry.Offset);
            next += entry.Length;
        }

        Assert.Equal(next, layout.TotalCount);
        Assert.Equal(layout.TotalCount, ParameterLayout.Count(TinyModels.Grouped with { TieWordEmbeddings = tied }));
    }

    [Fact]
    public void Names_are_those_of_Llama()
    {
        var names = ParameterLayout.For(TinyModels.GroupedUntied).Entries.Select(entry => entry.Name).ToArray();

        Assert.Equal(1 + (2 * 9) + 2, names.Length);
        Assert.Equal("model.embed_tokens.weight", names[0]);
        Assert.Equal("model.layers.1.self_attn.k_proj.weight", names[12]);
        Assert.Equal(["model.norm.weight", "lm_head.weight"], names[^2..]);
    }

    [Fact]
    public void A_key_projection_has_the_key_heads_rows()
    {
        var entry = ParameterLayout.For(TinyModels.Grouped).Entries.Single(
            entry => entry.Name == "model.layers.0.self_attn.k_proj.weight");

        Assert.Equal([8, 16], entry.Shape);
    }

    [Fact]
    public void Presets_have_the_sizes_they_state()
    {
        Assert.Equal(65_856, ParameterLayout.For(ModelConfig.Nano).TotalCount);
        Assert.Equal(885_888, ParameterLayout.For(ModelConfig.Micro).TotalCount);
    }
}
