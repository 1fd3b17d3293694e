namespace Tapestry.Actors.Tests.Model;

/// <summary>A grain that misbehaves on request.</summary>
internal sealed class ProbeGrain : Grain<ProbeState>, IProbe
{
    /// <summary>Never completes.</summary>
    private static readonly TaskCompletionSource Foreign = new();

    public Task<string> RunAsync(params string[] steps) => StepAsync(steps);

    [ReadOnlyCall]
    public Task<string> ReadAsync(params string[] steps) => StepAsync(steps);

    private async Task<string> StepAsync(string[] steps)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var verb = steps[i].Split(':')[0];
            var other = Context.GetGrain<IProbe>(steps[i][(steps[i].IndexOf(':') + 1)..]);
            var rest = steps[(i + 1)..];
            switch (verb)
            {
                case "log":
                    State = State with { Log = State.Log + Context.Id.Key };
                    break;
                case "mark":
                    State.Marks.Add("mark");
                    break;
                case "emit":
                    Context.Emit(new Deposited(0, 0));
                    break;
                case "remind":
                    Context.SetReminder("probe", Context.Now);
                    break;
                case "throw":
                    throw new TestFaultException(Context.Id.Key);
                case "await-foreign":
                    await Foreign.Task;
                    break;
                case "await-both":
                    await Task.WhenAll(other.RunAsync("log"), Foreign.Task);
                    break;
                case "fan":
                    await Task.WhenAll(other.RunAsync("log", "call:leaf", "log"), other.RunAsync("log", "call:leaf", "log"));
                    break;
                case "forget":
                    _ = other.RunAsync(rest);
                    return State.Log;
                case "catch":
                    try
                    {
                        await other.RunAsync(rest);
                    }
                    catch (TestFaultException)
                    {
                        State = State with { Log = State.Log + "caught" };
                    }

                    return State.Log;
                case "catch-read":
                    try
                    {
                        await other.ReadAsync(rest);
                    }
                    catch (TestFaultException)
                    {
                        State = State with { Log = State.Log + "caught" };
                    }

                    return State.Log;
                case "call":
                    await other.RunAsync(rest);
                    return State.Log;
                case "read":
                    return await other.ReadAsync(rest);
                case "twice":
                    await other.RunAsync("log");
                    await other.RunAsync("log");
                    break;
                default:
                    throw new ArgumentException(verb);
            }
        }

        return State.Log;
    }
}
