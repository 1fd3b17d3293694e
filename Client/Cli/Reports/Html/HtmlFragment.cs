namespace Tapestry.Client.Cli.Reports.Html;

/// <summary>Markup that is safe to embed. Made only from a template whose holes were escaped, a resource, or other fragments.</summary>
internal readonly record struct HtmlFragment
{
    private readonly string? markup;

    private HtmlFragment(string markup) => this.markup = markup;

    /// <summary>Escapes every hole of the template that is not itself a fragment; numbers are written invariantly.</summary>
    public static HtmlFragment Of(HtmlTemplate template) => new(template.ToMarkup());

    /// <summary>A text resource of this assembly, such as its style sheet, as it is.</summary>
    public static HtmlFragment FromResource(string name)
    {
        using var stream = typeof(HtmlFragment).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"This assembly has no resource '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return new(reader.ReadToEnd());
    }

    /// <summary>Puts the fragments one after the other.</summary>
    public static HtmlFragment Join(IEnumerable<HtmlFragment> parts) => new(string.Concat(parts.Select(part => part.markup)));

    /// <inheritdoc/>
    public override string ToString() => markup ?? "";
}
