using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tapestry.Training.Data;
using Tapestry.Training.Data.HeldOut;
using Tapestry.Training.Tests.Data.Support;

namespace Tapestry.Training.Tests.Data.HeldOut;

public sealed class HeldOutSplitTests
{
    private static readonly HeldOutOptions NoMinimum = new() { Fraction = 0.2, MinTrainBytes = 0, MinHeldOutBytes = 0 };

    [Fact]
    public void About_the_share_asked_for_is_held_out()
    {
        var dataset = Split(NoMinimum, ListCorpus.Numbered("de", 5000))[0];

        Assert.InRange(dataset.HeldOutEntries, 900, 1100);
        Assert.Equal(5000, dataset.TrainEntries + dataset.HeldOutEntries + dataset.OverlappingEntries);
    }

    [Fact]
    public void A_key_is_on_the_same_side_in_every_language()
    {
        var datasets = Split(NoMinimum, ListCorpus.Numbered("de", 2000), ListCorpus.Numbered("ja", 2000));

        var german = Encoding.UTF8.GetString(datasets[0].HeldOutBytes.Span);
        var japanese = Encoding.UTF8.GetString(datasets[1].HeldOutBytes.Span);

        Assert.Equal(german, japanese.Replace("In ja ", "In de ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_split_is_pinned_for_ever()
    {
        var dataset = Split(NoMinimum, ListCorpus.Numbered("de", 12))[0];

        Assert.Equal(
            "In de this is sentence number 10.\nIn de this is sentence number 7.\n",
            Encoding.UTF8.GetString(dataset.HeldOutBytes.Span));
    }

    [Fact]
    public void Held_out_text_that_is_inside_any_sites_training_text_is_dropped()
    {
        var heldOutKey = HeldOutKeys().First();
        var trainKey = TrainKeys().First();
        var one = new ListCorpus("one", [new TextEntry(heldOutKey, "a sentence that must not leak")]);
        var other = new ListCorpus("other", [new TextEntry(trainKey, "Quoted: a sentence that must not leak, it says.")]);

        var dataset = Split(NoMinimum, one, other)[0];

        Assert.Equal((0, 1), (dataset.HeldOutEntries, dataset.OverlappingEntries));
        Assert.Equal(1, Split(NoMinimum, one)[0].HeldOutEntries);
    }

    [Fact]
    public void No_held_out_text_occurs_in_any_training_text_whatever_the_entries()
    {
        var words = Gen.Elements("alpha", "beta", "gamma", "delta", "epsilon", "zeta eta theta iota");
        var text = words.ListOf(4).Select(parts => string.Join(' ', parts));
        var entry = text.Zip(Gen.Choose(0, 40), (value, key) => new TextEntry($"key-{key}", value));
        var entries = entry.ListOf().Select(list => list.ToList());
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(new Replay(new Rnd(1), Microsoft.FSharp.Core.FSharpOption<int>.None)),
            Prop.ForAll(Arb.From(entries.Zip(entries)), pair => NothingLeaks(pair.Item1, pair.Item2)));
    }

    [Fact]
    public void A_text_that_a_site_holds_twice_counts_once()
    {
        var dataset = Split(NoMinimum, new ListCorpus("one", [.. TrainKeys().Take(3).Select(key => new TextEntry(key, "same text"))]))[0];

        Assert.Equal((1, 2, "same text\n"), (dataset.TrainEntries, dataset.DuplicateEntries, Encoding.UTF8.GetString(dataset.TrainBytes.Span)));
    }

    [Fact]
    public void Short_held_out_text_is_dropped_and_counted()
    {
        var dataset = Split(NoMinimum, new ListCorpus("one", [new TextEntry(HeldOutKeys().First(), "15 bytes short.")]))[0];

        Assert.Equal((0, 1), (dataset.HeldOutEntries, dataset.ShortEntries));
    }

    [Fact]
    public void Too_little_text_is_refused_with_size_and_minimum()
    {
        var error = Assert.Throws<CorpusTooSmallException>(() => Split(new HeldOutOptions(), ListCorpus.Numbered("de", 10)));

        Assert.Equal("de", error.Corpus);
        Assert.Equal(65_536, error.MinimumBytes);
        Assert.Contains($"has {error.Bytes:N0} bytes; at least 65,536 are needed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_options_and_a_name_given_twice_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Split(new HeldOutOptions { Fraction = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split(new HeldOutOptions { MinEntryBytes = 15 }));
        Assert.Throws<ArgumentException>(() => Split(NoMinimum, ListCorpus.Numbered("de", 1), ListCorpus.Numbered("de", 1)));
    }

    private static IReadOnlyList<TextDataset> Split(HeldOutOptions options, params ITextCorpus[] corpora) =>
        HeldOutSplit.Apply(corpora, options, CancellationToken.None);

    private static IEnumerable<string> HeldOutKeys() => Keys(heldOut: true);

    private static IEnumerable<string> TrainKeys() => Keys(heldOut: false);

    private static IEnumerable<string> Keys(bool heldOut) => Enumerable.Range(0, 1000).Select(i => $"key-{i}")
        .Where(key => KeyDraw.IsHeldOut(KeyDraw.Of(key), NoMinimum.Fraction) == heldOut);

    private static bool NothingLeaks(IReadOnlyList<TextEntry> one, IReadOnlyList<TextEntry> other)
    {
        var corpora = new[] { new ListCorpus("one", one), new ListCorpus("other", other) };
        var datasets = Split(NoMinimum, corpora);
        var training = datasets.Select(dataset => Encoding.UTF8.GetString(dataset.TrainBytes.Span)).ToList();
        return datasets.All(dataset => Encoding.UTF8.GetString(dataset.HeldOutBytes.Span)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .All(text => training.All(haystack => !haystack.Contains(text, StringComparison.Ordinal))));
    }
}
