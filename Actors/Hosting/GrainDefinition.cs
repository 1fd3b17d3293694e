using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Hosting;

/// <summary>A registered grain type, without its state's type.</summary>
internal abstract class GrainDefinition(string type, Type grainType, int stateVersion)
{
    /// <summary>How reminders are delivered; null when the grain is not <see cref="IRemindable"/>.</summary>
    public GrainMethod? ReceiveReminder { get; } = typeof(IRemindable).IsAssignableFrom(grainType)
        ? GrainMethod.Create(typeof(IRemindable).GetMethod(nameof(IRemindable.ReceiveReminderAsync))!, isReadOnly: false)
        : null;

    public string Type => type;

    public Type GrainType => grainType;

    public int StateVersion => stateVersion;

    /// <summary>Makes the grain object of one transaction from its row.</summary>
    public abstract Activation Activate(CallTransaction transaction, GrainId id, GrainRow? row);
}
