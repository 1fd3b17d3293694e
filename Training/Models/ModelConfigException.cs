namespace Tapestry.Training.Models;

/// <summary>A model's configuration is malformed or asks for what the trainer does not have.</summary>
public sealed class ModelConfigException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ModelConfigException()
    {
    }

    /// <summary>Creates the exception with a message that names field, value, limit and remedy.</summary>
    public ModelConfigException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ModelConfigException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
