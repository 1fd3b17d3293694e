using System.Diagnostics;

namespace Tapestry.Silo.Telemetry.Export;

/// <summary>The way to the collector: sees whether exports arrive, because the exporter itself drops them silently.</summary>
internal sealed class CollectorHandler(CollectorState state, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Seen(base.Send(request, cancellationToken));
        }
        catch (Exception fault) when (Lost(fault))
        {
            throw new UnreachableException();
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Seen(await base.SendAsync(request, cancellationToken));
        }
        catch (Exception fault) when (Lost(fault))
        {
            throw new UnreachableException();
        }
    }

    private HttpResponseMessage Seen(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            state.Took();
        }
        else
        {
            state.Lost($"it answered {(int)response.StatusCode}");
        }

        return response;
    }

    /// <returns>False, so that the fault goes on to the exporter.</returns>
    private bool Lost(Exception fault)
    {
        state.Lost(fault is OperationCanceledException ? "it did not answer in time" : fault.GetBaseException().Message);
        return false;
    }
}
