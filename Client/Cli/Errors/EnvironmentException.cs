namespace Tapestry.Client.Cli.Errors;

/// <summary>The machine lacks what the command needs.</summary>
public sealed class EnvironmentException(string what, string why, string remedy, Exception? inner = null)
    : UserErrorException(what, why, remedy, inner)
{
    /// <inheritdoc/>
    public override int ExitCode => ExitCodes.Environment;
}
