namespace Tapestry.Actors;

/// <summary>Thrown by a job handler when trying again cannot help; the job is dead at once, with this message.</summary>
public sealed class JobRejectedException(string reason, Exception? innerException = null)
    : Exception(reason, innerException);
