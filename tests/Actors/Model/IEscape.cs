namespace Tapestry.Actors.Tests.Model;

public interface IEscape
{
    /// <summary>Awaits the task and then tries every effect; hands out what the first of them threw.</summary>
    Task RunAsync(Task foreign, TaskCompletionSource<Exception?> escaped);

    /// <summary>The same while calls to two other grains are under way.</summary>
    Task RunBesideCallAsync(Task foreign, TaskCompletionSource<Exception?> escaped);
}
