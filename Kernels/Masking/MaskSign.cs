namespace Tapestry.Kernels.Masking;

/// <summary>Which of a pair adds the common mask and which one takes it away, so that both cancel in the sum.</summary>
public enum MaskSign
{
    /// <summary>The mask is added.</summary>
    Add,

    /// <summary>The mask is subtracted.</summary>
    Subtract,
}
