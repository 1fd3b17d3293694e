namespace Tapestry.Training.Models;

/// <summary>
/// Starting weights: norms are 1, the embedding is normal with deviation 0.02, a matrix normal with deviation
/// 0.5 / sqrt(inputs), and what writes to the residual stream smaller by sqrt(2 layers) (Radford et al. 2019).
/// </summary>
internal static class ParameterInitializer
{
    internal static void Fill(ModelConfig config, ParameterLayout layout, ulong seed, Span<float> parameters)
    {
        foreach (var entry in layout.Entries)
        {
            var slice = parameters.Slice(entry.Offset, entry.Length);
            if (entry.Shape.Count == 1)
            {
                slice.Fill(1);
                continue;
            }

            var deviation = Deviation(config, entry);
            for (var i = 0; i < slice.Length; i++)
            {
                slice[i] = (float)(CounterNormal.At(seed, (ulong)(entry.Offset + i)) * deviation);
            }
        }
    }

    private static double Deviation(ModelConfig config, ParameterEntry entry)
    {
        if (entry.Name is "model.embed_tokens.weight" or "lm_head.weight")
        {
            return 0.02;
        }

        var deviation = 0.5 / Math.Sqrt(entry.Shape[1]);
        var writesResidual = entry.Name.EndsWith("o_proj.weight", StringComparison.Ordinal)
            || entry.Name.EndsWith("down_proj.weight", StringComparison.Ordinal);
        return writesResidual ? deviation / Math.Sqrt(2.0 * config.NumHiddenLayers) : deviation;
    }
}
