namespace Tapestry.Training.Local;

/// <summary>A file is not an optimizer state that this version reads, or belongs to another model.</summary>
public sealed class OptimizerStateException : Exception
{
    /// <summary>Creates the exception.</summary>
    public OptimizerStateException()
    {
    }

    /// <summary>Creates the exception with a message that names file, value and limit.</summary>
    public OptimizerStateException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public OptimizerStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
