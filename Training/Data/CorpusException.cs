namespace Tapestry.Training.Data;

/// <summary>Training text is missing, unreadable or not enough; the message says what, why and the remedy.</summary>
public abstract class CorpusException : Exception
{
    private protected CorpusException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
