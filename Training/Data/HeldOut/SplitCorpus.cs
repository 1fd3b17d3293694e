using System.Text;

namespace Tapestry.Training.Data.HeldOut;

/// <summary>One site's entries, each text once, on the side that its key draws.</summary>
internal sealed class SplitCorpus
{
    private readonly List<byte[]> heldOut = [];

    public SplitCorpus(string name, IReadOnlyList<TextEntry> entries, HeldOutOptions options)
    {
        Name = name;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var drawn = entries.Where(entry => seen.Add(entry.Text)).Select(entry => (entry.Text, Draw: KeyDraw.Of(entry.Key))).ToList();
        DuplicateEntries = entries.Count - drawn.Count;

        var train = drawn.Where(entry => !KeyDraw.IsHeldOut(entry.Draw, options.Fraction)).Select(entry => entry.Text).ToList();
        TrainEntries = train.Count;
        TrainBytes = Join(train.Select(Encoding.UTF8.GetBytes));

        var candidates = drawn.Where(entry => KeyDraw.IsHeldOut(entry.Draw, options.Fraction)).ToList();
        heldOut.AddRange(candidates
            .OrderBy(entry => entry.Draw)
            .ThenBy(entry => entry.Text, StringComparer.Ordinal)
            .Select(entry => Encoding.UTF8.GetBytes(entry.Text))
            .Where(text => text.Length >= options.MinEntryBytes));
        ShortEntries = candidates.Count - heldOut.Count;
    }

    public string Name { get; }

    public byte[] TrainBytes { get; }

    public int TrainEntries { get; }

    public int DuplicateEntries { get; }

    public int ShortEntries { get; }

    /// <summary>The dataset without the held-out entries that occur in any of the training texts.</summary>
    public TextDataset Without(IEnumerable<byte[]> trainingTexts)
    {
        var index = new OccurrenceIndex(heldOut);
        var found = new bool[heldOut.Count];
        foreach (var text in trainingTexts)
        {
            index.MarkOccurring(text, found);
        }

        var kept = heldOut.Where((_, i) => !found[i]).ToList();
        return new TextDataset
        {
            Name = Name,
            TrainBytes = TrainBytes,
            HeldOutBytes = Join(kept),
            TrainEntries = TrainEntries,
            HeldOutEntries = kept.Count,
            DuplicateEntries = DuplicateEntries,
            OverlappingEntries = heldOut.Count - kept.Count,
            ShortEntries = ShortEntries,
        };
    }

    private static byte[] Join(IEnumerable<byte[]> texts)
    {
        using var joined = new MemoryStream();
        foreach (var text in texts)
        {
            joined.Write(text);
            joined.WriteByte((byte)'\n');
        }

        return joined.ToArray();
    }
}
