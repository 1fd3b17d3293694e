using System.Text;
using Tapestry.Testing;
using Tapestry.Training.Data;
using Tapestry.Training.Data.Folders;
using Tapestry.Training.Tests.Data.Support;

namespace Tapestry.Training.Tests.Data.Folders;

public sealed class FolderCorpusTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Paragraphs_of_all_files_are_read_recursively_without_hidden_ones()
    {
        folder.Write("b.txt", "Second.\r\n\r\nThird,\nin two lines.\n"u8);
        folder.Write(Path.Combine("deep", "a.md"), [0xEF, 0xBB, 0xBF, .. "First."u8]);
        folder.Write(".hidden", [0xFF]);

        var texts = Read().Select(entry => entry.Text);

        Assert.Equal(["First.", "Second.", "Third,\nin two lines."], texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_order_depends_on_the_text_and_not_on_the_names_of_files()
    {
        folder.Write("a", "One.\n\nTwo."u8);
        var before = Read();
        File.Move(Path.Combine(folder.Path, "a"), Path.Combine(folder.Path, "z"));
        folder.Write("b", "Zero."u8);

        Assert.Equal(["One.", "Two.", "Zero."], Read().Select(entry => entry.Text));
        Assert.Equal(before, Read().Take(2));
    }

    [Fact]
    public void A_paragraph_without_end_is_cut_at_words_and_loses_nothing()
    {
        var words = string.Join(' ', Enumerable.Range(0, 2000).Select(i => $"word{i}"));
        folder.Write("a.txt", Encoding.UTF8.GetBytes(words));

        var pieces = Read().Select(entry => entry.Text).ToList();

        Assert.All(pieces, piece => Assert.InRange(piece.Length, 1, 1024));
        Assert.Equal(words.Split(' ').Order(), pieces.SelectMany(piece => piece.Split(' ')).Order());
    }

    [Fact]
    public void Text_without_spaces_is_cut_between_characters()
    {
        var text = string.Concat(Enumerable.Repeat("x😀", 900));
        folder.Write("a.txt", Encoding.UTF8.GetBytes(text));

        Assert.All(Read(), entry => Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(entry.Text))));
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0x62, 0xFF, 0x63 }, 2)]
    [InlineData(new byte[] { 0xC3 }, 0)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61, 0xC0, 0x80 }, 4)]
    [InlineData(new byte[] { 0x61, 0xED, 0xA0, 0x80 }, 1)]
    public void Bytes_that_are_no_utf8_are_refused_with_file_and_offset(byte[] content, long offset)
    {
        var path = folder.Write("bad.txt", content);

        var error = Assert.Throws<InvalidUtf8Exception>(() => Read());

        Assert.Equal((path, offset), (error.Path, error.Offset));
    }

    [Fact]
    public void A_missing_or_empty_folder_is_refused_by_name()
    {
        Assert.Throws<FolderUnreadableException>(() => Read());
        folder.Write("blank.txt", "\n \n\n"u8);
        Assert.Contains("no text", Assert.Throws<FolderUnreadableException>(() => Read()).Message, StringComparison.Ordinal);
        var missing = Path.Combine(folder.Path, "missing");
        var error = Assert.Throws<FolderUnreadableException>(
            () => new FolderCorpus("x", missing).Read(CancellationToken.None));
        Assert.Equal(missing, error.Path);
    }

    [Fact]
    public void Each_folder_inside_is_a_site_in_the_order_of_names()
    {
        Assert.Throws<FolderUnreadableException>(() => FolderCorpus.InSubfolders(folder.Path));
        folder.Write(Path.Combine("oslo", "a.txt"), "x"u8);
        folder.Write(Path.Combine("bern", "a.txt"), "x"u8);
        folder.Write(Path.Combine(".git", "a.txt"), "x"u8);

        Assert.Equal(["bern", "oslo"], FolderCorpus.InSubfolders(folder.Path).Select(corpus => corpus.Name));
    }

    private IReadOnlyList<TextEntry> Read() => new FolderCorpus("site", folder.Path).Read(CancellationToken.None);
}
