namespace Tapestry.Actors;

/// <summary>What a grain method may use besides its state; every effect commits with the state or not at all.</summary>
/// <remarks>Valid only while the method runs, on the thread of the call.</remarks>
public interface IGrainContext
{
    /// <summary>The grain that runs.</summary>
    GrainId Id { get; }

    /// <summary>UTC, whole microseconds, the same for every grain of one root call.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Sequence number and hash of this grain's stream, including events emitted in this call.</summary>
    StreamHead Head { get; }

    /// <summary>A new id from the injected source.</summary>
    Guid NewId();

    /// <summary>Fills the span from the injected source of security randomness.</summary>
    void FillRandom(Span<byte> destination);

    /// <summary>A proxy of another grain; its calls join this transaction.</summary>
    /// <remarks>
    /// When a joined call throws, the whole root call fails with that exception, even if the calling grain catches it:
    /// the state of the grain that threw is no longer trusted. A joined read-only call that throws may be caught.
    /// </remarks>
    /// <exception cref="NotRegisteredException"><typeparamref name="T"/> is not registered.</exception>
    T GetGrain<T>(string key) where T : class;

    /// <summary>Appends an audit event to this grain's own stream, linked by hash to the one before.</summary>
    /// <exception cref="NotRegisteredException"><typeparamref name="TEvent"/> is not registered.</exception>
    /// <exception cref="LimitExceededException">The event is larger than <see cref="GrainHostOptions.MaxEventBytes"/>.</exception>
    void Emit<TEvent>(TEvent payload) where TEvent : class;

    /// <summary>Creates or replaces this grain's reminder of that name; the grain must be <see cref="IRemindable"/>.</summary>
    /// <param name="name">Unique within the grain.</param>
    /// <param name="dueAt">First delivery; at or before now means as soon as the pump runs.</param>
    /// <param name="period">Positive time between deliveries, or null for a single one.</param>
    void SetReminder(string name, DateTimeOffset dueAt, TimeSpan? period = null);

    /// <summary>Removes the reminder; none of that name is no error.</summary>
    void CancelReminder(string name);

    /// <summary>Queues a job that becomes visible to workers when the transaction commits.</summary>
    /// <returns>
    /// The job's id; with <see cref="JobOptions.DedupKey"/> it is a function of kind and key, and nothing is queued
    /// when a job of that id exists in any state.
    /// </returns>
    /// <exception cref="NotRegisteredException">The kind is not registered with <typeparamref name="TPayload"/>.</exception>
    Guid EnqueueJob<TPayload>(string kind, TPayload payload, JobOptions? options = null) where TPayload : class;
}
