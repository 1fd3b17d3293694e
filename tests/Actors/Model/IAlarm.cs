namespace Tapestry.Actors.Tests.Model;

public interface IAlarm
{
    Task SetAsync(string name, DateTimeOffset dueAt, TimeSpan? period);

    Task CancelAsync(string name);

    /// <summary>Names and whole minutes since 2030 of what was received.</summary>
    Task<string> HeardAsync();
}
