namespace Tapestry.Silo.Retention;

/// <summary>Lets collections begin no nearer to one another than a time apart: each walks the whole store.</summary>
internal sealed class CollectionPace(TimeProvider clock, TimeSpan apart)
{
    private DateTimeOffset? last;

    /// <summary>True for the first and for each that is due; it then counts as begun.</summary>
    public bool TryBegin()
    {
        var now = clock.GetUtcNow();
        if (last is { } before && now - before < apart)
        {
            return false;
        }

        last = now;
        return true;
    }
}
