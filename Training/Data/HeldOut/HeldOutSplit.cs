namespace Tapestry.Training.Data.HeldOut;

/// <summary>
/// Splits the text of all sites so that held-out text measures what was not trained on: a key draws its side, the same
/// in every language; a text that a site holds twice counts once; a held-out text that occurs anywhere in any site's
/// training text is dropped.
/// </summary>
public static class HeldOutSplit
{
    /// <summary>Reads and splits; the result is in the order of the corpora and depends on nothing but their text.</summary>
    /// <param name="corpora">The sites that train together, with different names.</param>
    /// <param name="options">Share held out and least sizes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="CorpusException">A text cannot be read.</exception>
    /// <exception cref="CorpusTooSmallException">A site has less text than the options ask for.</exception>
    /// <exception cref="ArgumentException">Two corpora share a name, or an option is outside its range.</exception>
    public static IReadOnlyList<TextDataset> Apply(
        IReadOnlyList<ITextCorpus> corpora, HeldOutOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(corpora);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ThrowIfNamedTwice(corpora);

        var split = corpora.Select(corpus => new SplitCorpus(corpus.Name, corpus.Read(cancellationToken), options)).ToList();
        var datasets = new List<TextDataset>(split.Count);
        foreach (var corpus in split)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var dataset = corpus.Without(split.Select(other => other.TrainBytes));
            ThrowIfTooSmall(dataset.Name, "training", dataset.TrainBytes.Length, options.MinTrainBytes);
            ThrowIfTooSmall(dataset.Name, "held-out", dataset.HeldOutBytes.Length, options.MinHeldOutBytes);
            datasets.Add(dataset);
        }

        return datasets;
    }

    private static void ThrowIfNamedTwice(IReadOnlyList<ITextCorpus> corpora)
    {
        var twice = corpora.GroupBy(corpus => corpus.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"'{twice.Key}' is named twice; each site needs its own text.", nameof(corpora));
        }
    }

    private static void ThrowIfTooSmall(string name, string part, long bytes, long minimum)
    {
        if (bytes < minimum)
        {
            throw new CorpusTooSmallException(name, part, bytes, minimum);
        }
    }
}
