namespace Tapestry.Client.Cli.Errors;

/// <summary>A folder, the data or a report cannot be used as it is; nothing of it was changed.</summary>
public sealed class RefusedException(string what, string why, string remedy, Exception? inner = null)
    : UserErrorException(what, why, remedy, inner)
{
    /// <inheritdoc/>
    public override int ExitCode => ExitCodes.Refused;
}
