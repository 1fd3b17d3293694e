using System.Text.Json;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Hosting;

/// <summary>What one grain sees of its transaction.</summary>
internal sealed class GrainContext(CallTransaction transaction, Activation activation) : ICallContext, IGrainCaller
{
    public HostServices Services => transaction.Services;

    public GrainId Id => activation.Id;

    public DateTimeOffset Now => transaction.Now;

    public StreamHead Head => new(activation.Stream.Sequence, activation.Stream.Hash);

    public Guid NewId()
    {
        RunningFrame();
        return Services.Ids.NewId();
    }

    public void FillRandom(Span<byte> destination)
    {
        RunningFrame();
        Services.Random.Fill(destination);
    }

    public T GetGrain<T>(string key)
        where T : class
    {
        var grainInterface = Services.Registry.Interface(typeof(T));
        GrainKey.Validate(grainInterface.Grain.Type, key, Services.Options.MaxKeyLength);
        return GrainProxy.Create<T>(grainInterface, key, this);
    }

    public void Emit<TEvent>(TEvent payload)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(payload);
        EnsureWritable("emits an event");
        var registered = Services.Registry.Event(typeof(TEvent));
        var json = JsonSerializer.SerializeToUtf8Bytes(payload, registered.TypeInfo);
        Limit.Enforce(
            nameof(GrainHostOptions.MaxEventBytes), json.Length, Services.Options.MaxEventBytes, "Event of", Id);
        transaction.Effects.Add(Id, activation.Stream.Append(registered.Name, Now, json));
    }

    public void SetReminder(string name, DateTimeOffset dueAt, TimeSpan? period = null)
    {
        EnsureWritable("sets a reminder");
        ValidateName(name, "Reminder name of");
        if (activation.Definition.ReceiveReminder is null)
        {
            throw new NotRegisteredException(
                $"{activation.Definition.GrainType} as receiver of reminders", $"implement {nameof(IRemindable)}.");
        }

        if (period is { } time && time < TimeSpan.FromMicroseconds(1))
        {
            throw new ArgumentOutOfRangeException(nameof(period), period, "A period is at least one microsecond.");
        }

        transaction.Effects.Add(Id, new ReminderChange(Id, name, Microseconds.Truncate(dueAt), period));
    }

    public void CancelReminder(string name)
    {
        EnsureWritable("cancels a reminder");
        ValidateName(name, "Reminder name of");
        transaction.Effects.Add(Id, new ReminderChange(Id, name, DueAt: null, Period: null));
    }

    public Guid EnqueueJob<TPayload>(string kind, TPayload payload, JobOptions? options = null)
        where TPayload : class
    {
        ArgumentNullException.ThrowIfNull(payload);
        EnsureWritable("queues a job");
        var job = JobQueuing.Create(Services, kind, payload, options ?? new JobOptions(), Now);
        transaction.Effects.Add(Id, job);
        return job.Id;
    }

    public void EnsureWritable(string what)
    {
        var frame = RunningFrame();
        if (frame.IsReadOnly)
        {
            var exception = new ReadOnlyCallException(Id, frame.Method.Name, what);
            transaction.Doom(exception);
            throw exception;
        }
    }

    public ValueTask<Task> CallAsync(GrainDefinition grain, GrainId id, GrainMethod method, object?[] arguments)
    {
        try
        {
            return JoinedCall.Start(transaction, RunningFrame(), grain, id, method, arguments);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<Task>(exception);
        }
    }

    private CallFrame RunningFrame()
    {
        if (activation.Frame is { } frame && transaction.Thread.IsCurrent)
        {
            return frame;
        }

        var escaped = new GrainAwaitException(
            Id, activation.Frame?.Method.Name ?? "(no running method)", "uses its context outside of its call");
        transaction.Doom(escaped);
        throw escaped;
    }

    private void ValidateName(string name, string subject)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Limit.Enforce(nameof(GrainHostOptions.MaxNameLength), name.Length, Services.Options.MaxNameLength, subject, Id);
    }
}
