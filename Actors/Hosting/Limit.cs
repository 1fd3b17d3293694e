namespace Tapestry.Actors.Hosting;

/// <summary>Enforces the limits of <see cref="GrainHostOptions"/>.</summary>
internal static class Limit
{
    /// <summary>Throws when the limit is crossed. The subject comes in parts: nothing is formatted when it holds.</summary>
    public static void Enforce(string limit, long value, long maximum, string subject, object? name = null)
    {
        if (value > maximum)
        {
            throw new LimitExceededException(limit, value, maximum, name is null ? subject : $"{subject} {name}");
        }
    }
}
