using System.Globalization;

namespace Tapestry.Training.Local;

/// <summary>A step's loss or gradient was NaN or infinite; the model and optimizer are as before that step.</summary>
public sealed class NonFiniteLossException : Exception
{
    /// <summary>Creates the exception.</summary>
    public NonFiniteLossException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public NonFiniteLossException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public NonFiniteLossException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception for one step.</summary>
    public NonFiniteLossException(long step, float loss)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"Step {step}: the loss is {loss}; it and every gradient must be finite. Lower the learning rate or check the starting weights; the step was not taken."))
    {
        Step = step;
    }

    /// <summary>Global step that failed.</summary>
    public long Step { get; }
}
