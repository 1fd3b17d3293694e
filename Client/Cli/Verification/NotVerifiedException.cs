using Tapestry.Client.Cli.Errors;

namespace Tapestry.Client.Cli.Verification;

/// <summary>A round does not verify: its evidence does not hold, or its merge gives other bytes.</summary>
internal sealed class NotVerifiedException(string what, string why, string remedy, Exception? inner = null)
    : UserErrorException(what, why, remedy, inner)
{
    /// <inheritdoc/>
    public override int ExitCode => ExitCodes.NotVerified;
}
