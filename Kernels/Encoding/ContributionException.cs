namespace Tapestry.Kernels.Encoding;

/// <summary>A contribution frame is refused; names the field and what it holds.</summary>
public abstract class ContributionException : Exception
{
    private protected ContributionException(string field, string value, string message)
        : base(message)
    {
        Field = field;
        Value = value;
    }

    /// <summary>The field refused, as the format names it.</summary>
    public string Field { get; }

    /// <summary>What it holds.</summary>
    public string Value { get; }
}
