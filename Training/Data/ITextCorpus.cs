namespace Tapestry.Training.Data;

/// <summary>Text of one site, in an order that depends on the text alone.</summary>
public interface ITextCorpus
{
    /// <summary>The site's name: a language tag, or the name of a folder.</summary>
    string Name { get; }

    /// <summary>Reads all entries, sorted by key, then text, both ordinal.</summary>
    /// <exception cref="CorpusException">The text cannot be found or read; says what, why and the remedy.</exception>
    IReadOnlyList<TextEntry> Read(CancellationToken cancellationToken);
}
