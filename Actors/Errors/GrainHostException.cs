namespace Tapestry.Actors;

/// <summary>A fault of the grain host or its store; the call it ended changed nothing unless it says otherwise.</summary>
public abstract class GrainHostException(string message, Exception? innerException = null)
    : Exception(message, innerException);
