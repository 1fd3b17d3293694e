using System.Diagnostics.Metrics;
using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Telemetry;

/// <summary>Counts deliveries of reminders and how late they are.</summary>
internal static class ReminderMeasure
{
    private static readonly Counter<long> Deliveries = ActorsTelemetry.Meter.CreateCounter<long>(
        "tapestry.reminder.deliveries", "{delivery}", "Tries to deliver a reminder.");

    private static readonly Histogram<double> Delay = ActorsTelemetry.Meter.CreateDurations(
        "tapestry.reminder.delay", Durations.OfWork, "Time from when a reminder was due to its delivery.");

    /// <summary>The grain received it.</summary>
    public static void Delivered(ReminderRow reminder, DateTimeOffset now)
    {
        Count(reminder, "delivered");
        Delay.Record(Math.Max(0, (now - reminder.DueAt).TotalSeconds), Type(reminder));
    }

    /// <summary>Another delivery or a change of the reminder came first.</summary>
    public static void Superseded(ReminderRow reminder) => Count(reminder, "superseded");

    /// <summary>The grain threw; it is tried again.</summary>
    public static void Failed(ReminderRow reminder) => Count(reminder, "failed");

    private static void Count(ReminderRow reminder, string outcome) =>
        Deliveries.Add(1, Type(reminder), new(ActorsTelemetry.ReminderResult, outcome));

    private static KeyValuePair<string, object?> Type(ReminderRow reminder) => new(ActorsTelemetry.GrainType, reminder.Grain.Type);
}
