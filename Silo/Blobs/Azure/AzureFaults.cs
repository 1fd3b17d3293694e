using Azure;
using Azure.Storage.Blobs.Models;

namespace Tapestry.Silo.Blobs.Azure;

/// <summary>Turns what the object store or the way to it says into what an operator can act on.</summary>
internal static class AzureFaults
{
    private const string Rights =
        "Give it a key of the account, or a signature that has not ended with the rights to read, create, write, delete and list.";

    /// <summary>Runs calls to the store; what they throw becomes a <see cref="BlobException"/>.</summary>
    public static async Task<T> Guard<T>(string store, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action();
        }
        catch (Exception fault) when (IsOfStore(fault, cancellationToken))
        {
            throw Translate(store, fault);
        }
    }

    /// <inheritdoc cref="Guard{T}"/>
    public static Task Guard(string store, Func<Task> action, CancellationToken cancellationToken) => Guard(
        store,
        async () =>
        {
            await action();
            return true;
        },
        cancellationToken);

    /// <summary>Whether a fault is the store's: what the SDK throws, its time-outs, and a torn connection.</summary>
    public static bool IsOfStore(Exception fault, CancellationToken cancellationToken) => fault switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        RequestFailedException or AggregateException or IOException or HttpRequestException => true,
        _ => false,
    };

    public static BlobException Translate(string store, Exception fault) => fault switch
    {
        RequestFailedException { Status: 401 or 403 } refused =>
            new BlobStoreUnavailableException(store, $"it refuses this silo's access ({refused.ErrorCode}).", Rights),
        RequestFailedException failed when failed.ErrorCode == BlobErrorCode.ContainerNotFound =>
            new BlobStoreUnavailableException(store, "there is no such container.", "Make it, or mend its name."),
        RequestFailedException { Status: 0 or 408 or 412 or 429 or >= 500 } failed => Outage(store, failed),
        RequestFailedException failed => new BlobStoreUnavailableException(
            store, $"it answers {failed.Status} ({failed.ErrorCode}).", "Look the code up in the documentation of Azure Blob Storage."),
        _ => Outage(store, fault),
    };

    /// <summary>Whether there is no object of that name; a missing container is another matter.</summary>
    public static bool IsMissing(RequestFailedException fault) => fault.ErrorCode == BlobErrorCode.BlobNotFound;

    /// <summary>Whether a condition of the request does not hold: the object is there already, or changed.</summary>
    public static bool IsOvertaken(RequestFailedException fault) => fault.ErrorCode == BlobErrorCode.BlobAlreadyExists
        || fault.ErrorCode == BlobErrorCode.ConditionNotMet || fault.ErrorCode == BlobErrorCode.InvalidBlockList;

    /// <summary>Whether the object is another session's, or no longer this one's.</summary>
    public static bool IsLeasedAway(RequestFailedException fault) =>
        fault.ErrorCode?.StartsWith("Lease", StringComparison.Ordinal) == true;

    private static BlobStoreOutageException Outage(string store, Exception fault) => new(store, fault switch
    {
        RequestFailedException { Status: > 0 } failed => $"it answers {failed.Status} ({failed.ErrorCode}).",
        OperationCanceledException => "a request took too long.",
        _ => $"{fault.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.')}.",
    });
}
