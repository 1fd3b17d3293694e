namespace Tapestry.Actors.Postgres;

/// <summary>What a commit wrote that others wait for; the numbers travel between silos.</summary>
[Flags]
internal enum SignalKinds
{
    None = 0,
    Events = 1,
    Reminders = 2,
    Jobs = 4,
    All = Events | Reminders | Jobs,
}
