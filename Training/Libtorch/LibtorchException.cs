namespace Tapestry.Training.Libtorch;

/// <summary>The native half of the trainer refused or failed; the message is its own.</summary>
public class LibtorchException : Exception
{
    /// <summary>Creates the exception.</summary>
    public LibtorchException()
    {
    }

    /// <summary>Creates the exception with the native message.</summary>
    public LibtorchException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the native message and its cause.</summary>
    public LibtorchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
