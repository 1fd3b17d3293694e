using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Hosting;

/// <summary>A grain object within one transaction.</summary>
internal abstract class Activation
{
    protected Activation(CallTransaction transaction, GrainId id, GrainRow? row)
    {
        Id = id;
        Row = row;
        Context = new GrainContext(transaction, this);
        Stream = new GrainStream(id, row);
    }

    public GrainId Id { get; }

    /// <summary>As loaded; null when the grain is new.</summary>
    public GrainRow? Row { get; }

    public GrainContext Context { get; }

    public GrainStream Stream { get; }

    /// <summary>The running method, or null.</summary>
    public CallFrame? Frame { get; private set; }

    public abstract object Grain { get; }

    /// <summary>Whether grains that set reminders can receive them.</summary>
    public abstract GrainDefinition Definition { get; }

    /// <summary>True once a method that may write has started.</summary>
    protected bool MayHaveChanged { get; private set; }

    public void Enter(CallFrame frame)
    {
        if (frame.IsReadOnly)
        {
            frame.StateBefore = MayHaveChanged ? Serialize() : LoadedState;
        }
        else
        {
            MayHaveChanged = true;
        }

        Frame = frame;
    }

    public void Leave() => Frame = null;

    /// <summary>Whether a read-only method has left the state as it was.</summary>
    public bool IsUnchangedSince(CallFrame frame)
    {
        var state = Serialize();
        return state.AsSpan().SequenceEqual(frame.StateBefore.Span)
            || (!MayHaveChanged && state.AsSpan().SequenceEqual(SerializeLoaded()));
    }

    /// <summary>The row to save, or null when nothing of the grain changed.</summary>
    public GrainRow? ChangedRow()
    {
        if (!MayHaveChanged)
        {
            return null;
        }

        var state = Serialize();
        var isUnchanged = Row is null
            ? !IsAssigned && state.AsSpan().SequenceEqual(LoadedState.Span)
            : Row.StateVersion == Definition.StateVersion && state.AsSpan().SequenceEqual(Row.State.Span);
        if (isUnchanged && !Stream.HasNewEvents)
        {
            return null;
        }

        var limit = Context.Services.Options.MaxStateBytes;
        Limit.Enforce(nameof(GrainHostOptions.MaxStateBytes), state.Length, limit, "State of", Id);
        return new GrainRow(Id, Definition.StateVersion, state, Stream.Sequence, Stream.Hash);
    }

    /// <summary>The state as the transaction found it: stored bytes, or those of a new grain's state.</summary>
    protected abstract ReadOnlyMemory<byte> LoadedState { get; }

    protected abstract bool IsAssigned { get; }

    protected abstract byte[] Serialize();

    /// <summary>The loaded state written by this build, which may differ in form from the stored bytes.</summary>
    protected abstract byte[] SerializeLoaded();
}
