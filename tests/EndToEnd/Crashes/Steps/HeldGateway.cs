using Tapestry.Client.Cli.Demo.Secure;
using Tapestry.Grains.Interfaces.Gateway;

namespace Tapestry.EndToEnd.Tests.Crashes.Steps;

/// <summary>The region as a member sees it whose answers pass a gate.</summary>
internal sealed class HeldGateway(ISiteGateway inner, StepGate gate) : DelegatingGateway(inner)
{
    public override async Task AnswerProtocolAsync(ProtocolAnswer message, CancellationToken cancellationToken)
    {
        await gate.PassAsync(message, cancellationToken);
        await base.AnswerProtocolAsync(message, cancellationToken);
    }
}
