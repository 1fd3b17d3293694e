using System.Diagnostics;
using System.Runtime.CompilerServices;
using Tapestry.Grains.Interfaces.Gateway;
using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Grains.Interfaces.Secure;

namespace Tapestry.Benchmarks.Load;

/// <summary>Times a site's calls that wait for nobody else, and lets few sites of the process mask at a time.</summary>
/// <param name="inner">The site's client.</param>
/// <param name="times">Told how long calls took.</param>
/// <param name="masking">Held from the request for an input to its first upload: memory is for a few of them.</param>
internal sealed class SiteCalls(ISiteGateway inner, CallTimes times, SemaphoreSlim masking) : ISiteGateway
{
    private bool isMasking;

    public Task RegisterAsync(SiteRegistration message, CancellationToken cancellationToken) => inner.RegisterAsync(message, cancellationToken);

    public Task<RoundTicket?> WaitForTicketAsync(TicketQuery message, CancellationToken cancellationToken) =>
        inner.WaitForTicketAsync(message, cancellationToken);

    public Task RefuseAsync(TicketRefusal message, CancellationToken cancellationToken) => inner.RefuseAsync(message, cancellationToken);

    public Task ReportReadyAsync(ReadyReport message, CancellationToken cancellationToken) => TimeAsync(async () =>
    {
        await inner.ReportReadyAsync(message, cancellationToken);
        return true;
    });

    public Task<CohortDecision> WaitForCohortAsync(CohortQuery message, CancellationToken cancellationToken) =>
        inner.WaitForCohortAsync(message, cancellationToken);

    public Task<SignedReceipt> UploadAsync(ContributionUpload message, CancellationToken cancellationToken)
    {
        if (isMasking)
        {
            isMasking = false;
            masking.Release();
        }

        return TimeAsync(() => inner.UploadAsync(message, cancellationToken));
    }

    public async Task<ProtocolInstruction?> WaitForProtocolAsync(ProtocolQuery message, CancellationToken cancellationToken)
    {
        var instruction = await inner.WaitForProtocolAsync(message, cancellationToken);
        if (instruction is { Step: SecureStep.SendInputs })
        {
            await masking.WaitAsync(cancellationToken);
            isMasking = true;
        }

        return instruction;
    }

    public Task AnswerProtocolAsync(ProtocolAnswer message, CancellationToken cancellationToken) => TimeAsync(async () =>
    {
        await inner.AnswerProtocolAsync(message, cancellationToken);
        return true;
    });

    public Task WithdrawAsync(ProtocolWithdrawal message, CancellationToken cancellationToken) => inner.WithdrawAsync(message, cancellationToken);

    public Task<ReadOnlyMemory<byte>> FetchBlobAsync(BlobQuery message, CancellationToken cancellationToken) =>
        inner.FetchBlobAsync(message, cancellationToken);

    private async Task<T> TimeAsync<T>(Func<Task<T>> call, [CallerMemberName] string kind = "")
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await call();
        times.Add(kind, Stopwatch.GetElapsedTime(began));
        return answer;
    }
}
