using System.Text.Json.Serialization;

namespace Tapestry.Grains.Interfaces.Identity;

/// <summary>Names a ledger: what was released from one dataset of one site, over all runs.</summary>
[JsonConverter(typeof(StringIdJsonConverter<LedgerId>))]
public readonly record struct LedgerId : IStringId<LedgerId>
{
    private const int MaximumDatasetLength = 64;

    private readonly string? dataset;

    /// <summary>Names the ledger of a dataset.</summary>
    /// <param name="site">The site.</param>
    /// <param name="dataset">1 to 64 characters of the basic multilingual plane, none of them a control character.</param>
    /// <exception cref="InvalidIdException">The dataset's name breaks that rule.</exception>
    public LedgerId(SiteId site, string dataset)
    {
        if (string.IsNullOrEmpty(dataset) || dataset.Length > MaximumDatasetLength
            || dataset.Any(c => char.IsControl(c) || char.IsSurrogate(c)))
        {
            throw new InvalidIdException(
                $"Dataset name '{dataset}' is not valid: use 1 to {MaximumDatasetLength} characters, none a control character or beyond U+FFFF.");
        }

        Site = site;
        this.dataset = dataset;
    }

    /// <summary>The site.</summary>
    public SiteId Site { get; }

    /// <summary>The dataset's name, as the site declares it.</summary>
    public string Dataset => dataset ?? "";

    /// <summary><c>site/dataset</c>, which is also the key of the ledger grain.</summary>
    public string Value => $"{Site}/{Dataset}";

    /// <inheritdoc/>
    public static LedgerId Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 1
            ? throw new InvalidIdException($"Ledger id '{text}' is not valid: write site/dataset.")
            : new LedgerId(new SiteId(text[..slash]), text[(slash + 1)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
