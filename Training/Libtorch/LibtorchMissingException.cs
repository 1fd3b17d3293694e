namespace Tapestry.Training.Libtorch;

/// <summary>The native half of the trainer, or the libtorch it stands on, cannot be loaded.</summary>
public sealed class LibtorchMissingException : LibtorchException
{
    /// <summary>Creates the exception.</summary>
    public LibtorchMissingException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public LibtorchMissingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message that names the remedy, and the loader's own error.</summary>
    public LibtorchMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
