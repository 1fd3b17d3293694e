namespace Tapestry.Training.Checkpoints;

/// <summary>How a tensor's numbers are stored.</summary>
public enum SafetensorsType
{
    /// <summary><c>F32</c>: 4 bytes.</summary>
    F32,

    /// <summary><c>BF16</c>: the upper 2 bytes of a float32, rounded to nearest even when written.</summary>
    BF16,
}
