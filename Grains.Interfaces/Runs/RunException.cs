using Tapestry.Grains.Interfaces.Errors;

namespace Tapestry.Grains.Interfaces.Runs;

/// <summary>A run refuses; see <see cref="TapestryException.Code"/>.</summary>
public sealed class RunException(string code, string message) : TapestryException(code, message)
{
    /// <summary>No such run.</summary>
    public const string NotFound = "run.not-found";

    /// <summary>The run exists with another definition.</summary>
    public const string AlreadyExists = "run.already-exists";

    /// <summary>A value of the definition is out of range or contradicts another.</summary>
    public const string InvalidDefinition = "run.invalid-definition";

    /// <summary>The run has no Shared Base of that round: it was not certified.</summary>
    public const string NoSuchModel = "run.no-such-model";

    /// <summary>The message is for a round that is not the run's latest.</summary>
    public const string StaleRound = "run.stale-round";
}
