namespace Tapestry.Training.Libtorch;

/// <summary>A flat float32 tensor in memory that libtorch owns and C# reads and writes in place.</summary>
public sealed unsafe class Tensor : IDisposable
{
    private readonly float* data;

    private Tensor(nint tensor, int length)
    {
        Handle = new TensorHandle(tensor);
        Length = length;
        data = NativeMethods.TensorData(Handle);
    }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>Tensors alive in this process.</summary>
    public static long Alive => NativeMethods.TensorCount();

    /// <summary>The elements, in place. The span is valid until the tensor is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
    public Span<float> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(Handle.IsClosed, this);
            return new Span<float>(data, Length);
        }
    }

    internal TensorHandle Handle { get; }

    /// <summary>A tensor of zeros.</summary>
    /// <exception cref="LibtorchException">There is no memory for it.</exception>
    /// <exception cref="LibtorchMissingException">libtorch cannot be loaded.</exception>
    public static Tensor Zeros(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        NativeMethods.Check(NativeMethods.TensorZeros(length, out var tensor));
        return new Tensor(tensor, length);
    }

    /// <summary>Gives the memory back at once.</summary>
    public void Dispose() => Handle.Dispose();
}
