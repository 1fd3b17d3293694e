namespace Tapestry.Actors.Tests.Model;

public interface IJobDesk
{
    Task<Guid> QueueAsync(string account, JobOptions options);

    /// <summary>Queues the same job twice in one transaction.</summary>
    Task<Guid[]> QueueTwiceAsync(string account, JobOptions options);

    Task QueueUnknownAsync();
}
