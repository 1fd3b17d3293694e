namespace Tapestry.Silo.Blobs.Folders;

/// <summary>Turns what the file system says into what an operator can act on.</summary>
internal static class StorageErrors
{
    private const int NoSpaceLeft = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT

    public static async Task<T> Guard<T>(string store, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Translate(store, error);
        }
    }

    public static Task Guard(string store, Func<Task> action) => Guard(store, async () =>
    {
        await action();
        return true;
    });

    public static BlobException Translate(string store, Exception error) => IsFull(error)
        ? new BlobStoreFullException(store, error.Message)
        : new BlobStoreUnavailableException(store, error.Message);

    private static bool IsFull(Exception error) => error is IOException { HResult: NoSpaceLeft or QuotaExceeded };
}
