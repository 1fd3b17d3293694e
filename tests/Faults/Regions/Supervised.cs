namespace Tapestry.Faults.Tests.Regions;

/// <summary>
/// A program that is started again whenever the test killed it, as a service manager would. A program that ends by
/// itself with an error fails the test, except a silo that found no database when it started.
/// </summary>
/// <param name="name">Names it in messages.</param>
/// <param name="start">Starts it.</param>
/// <param name="isSilo">Whether it is one, and not a site.</param>
/// <param name="mayEndWith">An exit code that is no failure here.</param>
internal sealed class Supervised(string name, Func<GuardedProcess> start, bool isSilo, int? mayEndWith = null) : IProgram
{
    private static readonly TimeSpan BeforeAnotherTry = TimeSpan.FromMilliseconds(200);
    private readonly Lock gate = new();
    private GuardedProcess? current;
    private Task mayRun = Task.CompletedTask;
    private bool isKilled;
    private bool isStopping;
    private Task? end;
    private string last = "";

    public Task End => end ??= RunAsync();

    public bool IsListening => current?.IsListening ?? false;

    /// <summary>The end of what it says now, after that of what it said before it was last started.</summary>
    public string Output => $"{name}:\n{last}\n{current?.Output}";

    /// <summary>The end of what it had said when it last ended, or earlier when it said nothing then.</summary>
    public string LastWords => last;

    public void Kill(Task until)
    {
        lock (gate)
        {
            (isKilled, mayRun) = (true, until);
            current?.Kill();
        }
    }

    public void Signal(string signal) => current?.Signal(signal);

    /// <summary>SIGTERM, which ends it for good.</summary>
    public Task StopAsync()
    {
        isStopping = true;
        Signal("TERM");
        return End;
    }

    public async ValueTask DisposeAsync()
    {
        isStopping = true;
        Kill(Task.CompletedTask);
        if (end is not null)
        {
            await end.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await mayRun;
            using var program = Begin();
            var code = await program.WaitForExitAsync();
            bool wasKilled;
            lock (gate)
            {
                (current, wasKilled, isKilled) = (null, isKilled, false);
                last = program.Output is { Length: > 0 } said ? said : last;
            }

            if (isStopping || (!isSilo && code == 0))
            {
                Assert.True(wasKilled || code == 0, Complaint(code, program));
                return;
            }

            var foundNoDatabase = isSilo && !program.IsListening;
            Assert.True(wasKilled || foundNoDatabase || code == mayEndWith, Complaint(code, program));
            await Task.Delay(wasKilled ? TimeSpan.Zero : BeforeAnotherTry, TimeProvider.System);
        }
    }

    private GuardedProcess Begin()
    {
        lock (gate)
        {
            isKilled = false;
            return current = start();
        }
    }

    private string Complaint(int code, GuardedProcess program) => $"{name} ended by itself with {code}:\n{program.Output}";
}
