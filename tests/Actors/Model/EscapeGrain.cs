namespace Tapestry.Actors.Tests.Model;

internal sealed class EscapeGrain : Grain<ProbeState>, IEscape
{
    public async Task RunAsync(Task foreign, TaskCompletionSource<Exception?> escaped)
    {
        await foreign;
        try
        {
            State = State with { Log = "escaped" };
            escaped.SetResult(null);
        }
        catch (GrainAwaitException exception)
        {
            escaped.SetResult(exception);
        }
    }

    public async Task RunBesideCallAsync(Task foreign, TaskCompletionSource<Exception?> escaped)
    {
        var first = Context.GetGrain<IProbe>("first").RunAsync("log");
        var second = Context.GetGrain<IProbe>("second").RunAsync("log");
        await RunAsync(foreign, escaped);
        await Task.WhenAll(first, second);
    }
}
