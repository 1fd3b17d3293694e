using Tapestry.Training.Libtorch;

namespace Tapestry.Training.Models;

/// <summary>The linked libtorch cannot use the device that was asked for.</summary>
public sealed class DeviceUnavailableException : LibtorchException
{
    /// <summary>Creates the exception.</summary>
    public DeviceUnavailableException()
    {
    }

    /// <summary>Creates the exception with a message that names device, reason and remedy.</summary>
    public DeviceUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public DeviceUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
