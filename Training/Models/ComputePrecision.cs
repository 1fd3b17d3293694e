using System.Diagnostics.CodeAnalysis;

namespace Tapestry.Training.Models;

/// <summary>Arithmetic of matrix products and activations; weights, optimizer and loss are float32 in both.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The field's own names of its formats.")]
public enum ComputePrecision
{
    /// <summary>Everything in float32.</summary>
    Float32 = 0,

    /// <summary>Products of bfloat16 values summed in float32 (mixed precision, Micikevicius et al. 2018).</summary>
    BFloat16 = 1,
}
