namespace Tapestry.Training.Models;

/// <summary>One weight's place in the flat parameter vector.</summary>
/// <param name="Name">Llama-style name, such as <c>model.layers.0.self_attn.q_proj.weight</c>.</param>
/// <param name="Shape">Row-major shape: [out, in] of a matrix, [width] of a norm.</param>
/// <param name="Offset">First element in the flat vector.</param>
public sealed record ParameterEntry(string Name, IReadOnlyList<int> Shape, int Offset)
{
    /// <summary>Number of elements.</summary>
    public int Length { get; } = Shape.Aggregate(1, (product, size) => product * size);
}
