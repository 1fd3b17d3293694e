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
}
