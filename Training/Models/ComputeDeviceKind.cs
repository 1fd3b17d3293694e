namespace Tapestry.Training.Models;

/// <summary>Kinds of <see cref="ComputeDevice"/>; the numbers are the C interface's.</summary>
public enum ComputeDeviceKind
{
    /// <summary>The processor, by this project's own kernels. Repeats its bits.</summary>
    Processor = 0,

    /// <summary>The processor, by the operators that a GPU runs: slow, and the way to test them without one.</summary>
    ProcessorOperators = 1,

    /// <summary>An NVIDIA GPU, by libtorch's operators, which do not promise to repeat their bits.</summary>
    Cuda = 2,
}
