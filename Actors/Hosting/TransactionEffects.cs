using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Hosting;

/// <summary>Events, reminders and jobs of one transaction, in the order in which grains made them.</summary>
internal sealed class TransactionEffects(int maxEffects)
{
    private List<NewEvent>? _events;
    private List<ReminderChange>? _reminders;
    private List<NewJob>? _jobs;
    private int _count;

    public void Add(GrainId grain, NewEvent added)
    {
        Count(grain);
        (_events ??= []).Add(added);
    }

    public void Add(GrainId grain, ReminderChange added)
    {
        Count(grain);
        (_reminders ??= []).Add(added);
    }

    public void Add(GrainId grain, NewJob added)
    {
        Count(grain);
        (_jobs ??= []).Add(added);
    }

    public CommitBatch ToBatch(IReadOnlyList<GrainRow> rows) => new()
    {
        Grains = rows,
        Events = _events ?? [],
        Reminders = _reminders ?? [],
        Jobs = _jobs ?? [],
    };

    private void Count(GrainId grain) =>
        Limit.Enforce(nameof(GrainHostOptions.MaxEffects), ++_count, maxEffects, "Transaction with an effect of", grain);
}
