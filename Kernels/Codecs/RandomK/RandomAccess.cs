namespace Tapestry.Kernels.Codecs.RandomK;

/// <summary>What is done at the chosen coordinates.</summary>
internal enum RandomAccess
{
    /// <summary>Vector to kept values.</summary>
    Gather,

    /// <summary>Kept values to vector, zeros elsewhere.</summary>
    Scatter,

    /// <summary>Zeros into the vector.</summary>
    Clear,
}
