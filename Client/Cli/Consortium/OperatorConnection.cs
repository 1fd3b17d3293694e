using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Sdk.Http;
using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Errors;
using Tapestry.Grains.Interfaces.Http;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Client.Cli.Consortium;

/// <summary>Changes a region's roster as an operator, within a minute or not at all.</summary>
internal sealed class OperatorConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly RegionConnection connection;
    private readonly TimeProvider clock;
    private string lastFailure = "";

    public OperatorConnection(RegionCredentials credentials, IReadOnlyList<Uri> silos, TimeProvider clock)
    {
        this.clock = clock;
        connection = new RegionConnection(
            new RegionConnectionOptions
            {
                Silos = silos, Credentials = credentials, OnFailure = (silo, why) => lastFailure = $"{silo}: {why.TrimEnd('.')}",
            },
            clock);
    }

    public Task FoundAsync(ConsortiumId consortium, CharterPolicy policy, CancellationToken cancellationToken) => ChangeAsync(
        stop => connection.PutAsync(ApiPaths.Fill(ApiPaths.Consortium, consortium.Value), policy, ApiJson.Default.CharterPolicy, stop), cancellationToken);

    public Task AdmitAsync(ConsortiumId consortium, Member member, CancellationToken cancellationToken) => ChangeAsync(
        stop => connection.PutAsync(ApiPaths.Fill(ApiPaths.Member, consortium.Value, member.Site.Value), member, ApiJson.Default.Member, stop), cancellationToken);

    public Task RemoveAsync(ConsortiumId consortium, SiteId name, CancellationToken cancellationToken) => ChangeAsync(
        stop => connection.WriteAsync(HttpMethod.Delete, ApiPaths.Fill(ApiPaths.Member, consortium.Value, name.Value), null, "", stop), cancellationToken);

    public void Dispose() => connection.Dispose();

    private async Task ChangeAsync(Func<CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await change(ended.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EnvironmentException(
                "--region", $"no silo answered within {Patience.TotalSeconds:0} seconds ({lastFailure})", "Name a silo that runs and trusts this consortium");
        }
        catch (TapestryException refused) when (refused is not ConsortiumException { Code: ConsortiumException.NotAMember })
        {
            throw new RefusedException(
                $"The region ({refused.Code})", refused.Message.TrimEnd('.'), "Nothing was changed here; repeat the command after that", refused);
        }
    }
}
