namespace Tapestry.Client.Cli.Errors;

/// <summary>The command line contradicts itself or names something unknown.</summary>
public sealed class UsageException(string what, string why, string remedy, Exception? inner = null)
    : UserErrorException(what, why, remedy, inner)
{
    /// <inheritdoc/>
    public override int ExitCode => ExitCodes.Usage;
}
