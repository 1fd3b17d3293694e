namespace Tapestry.Actors.Tests.Model;

internal sealed class JobDeskGrain : Grain<ProbeState>, IJobDesk
{
    public Task<Guid> QueueAsync(string account, JobOptions options) =>
        Task.FromResult(Context.EnqueueJob(TestModel.AuditKind, new Audit(account), options));

    public async Task<Guid[]> QueueTwiceAsync(string account, JobOptions options) =>
        [await QueueAsync(account, options), await QueueAsync(account, options)];

    public Task QueueUnknownAsync()
    {
        Context.EnqueueJob("unknown", new Audit("a"));
        return Task.CompletedTask;
    }
}
