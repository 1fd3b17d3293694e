namespace Tapestry.Actors;

/// <summary>The store could not lock what a transaction needs, or must abort it; trying again may help.</summary>
public sealed class StoreConflictException(string message, Exception? innerException = null)
    : GrainHostException(message, innerException);
