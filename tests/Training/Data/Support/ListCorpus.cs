using Tapestry.Training.Data;

namespace Tapestry.Training.Tests.Data.Support;

/// <summary>Entries given by the test.</summary>
internal sealed record ListCorpus(string Name, IReadOnlyList<TextEntry> Entries) : ITextCorpus
{
    public IReadOnlyList<TextEntry> Read(CancellationToken cancellationToken) => Entries;

    /// <summary>Entries <c>key-i</c>, whose text says its language and number.</summary>
    public static ListCorpus Numbered(string language, int count) => new(
        language,
        [.. Enumerable.Range(0, count).Select(i => new TextEntry($"key-{i}", $"In {language} this is sentence number {i}."))]);
}
