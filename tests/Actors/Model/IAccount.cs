namespace Tapestry.Actors.Tests.Model;

public interface IAccount
{
    Task<long> DepositAsync(long amount);

    Task TransferAsync(string receiver, long amount);

    Task<long> BalanceAsync();

    Task<long> SumAsync(string[] others);

    Task<bool> IsNewAsync();

    Task<StreamHead> HeadAsync();

    /// <summary>Changes everything a grain can change; throws afterwards when asked to.</summary>
    Task TouchEverythingAsync(DateTimeOffset dueAt, string? failure);
}
