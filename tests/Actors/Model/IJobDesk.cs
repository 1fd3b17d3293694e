namespace Tapestry.Actors.Tests.Model;

public interface IJobDesk
{
    Task<Guid> QueueAsync(string account, JobOptions options);

    Task QueueUnknownAsync();
}
