using Tapestry.Kernels.Files;

namespace Tapestry.Kernels.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atomic-file-").FullName;

    private string Target => Path.Combine(_folder, "file");

    [Fact]
    public void A_file_is_replaced_whole_and_nothing_else_stays()
    {
        AtomicFile.Write(Target, new byte[] { 1, 2, 3 });
        AtomicFile.Write(Target, new byte[] { 4 });

        Assert.Equal([4], File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file()
    {
        AtomicFile.Write(Target, new byte[] { 1, 2, 3 });

        Assert.Throws<InvalidDataException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.WriteByte(9);
            throw new InvalidDataException("planted");
        }));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".0123456789abcdef")]
    public void What_a_crash_left_behind_is_removed(string name)
    {
        File.WriteAllBytes(Target + name + AtomicFile.PartialSuffix, new byte[100]);

        AtomicFile.Write(Target, new byte[] { 7 });

        Assert.Equal([7], File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_writer_under_way_keeps_its_file_while_another_writes_the_same_target()
    {
        AtomicFile.Write(Target, stream =>
        {
            stream.WriteByte(1);
            AtomicFile.Write(Target, new byte[] { 9, 9, 9 });
            Assert.Equal([9, 9, 9], File.ReadAllBytes(Target));
            stream.WriteByte(2);
        });

        Assert.Equal([1, 2], File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Of_many_writers_at_once_none_fails_and_the_file_is_whole()
    {
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, writer =>
        {
            AtomicFile.Write(Target, Enumerable.Repeat((byte)writer, 5_000).ToArray());
            var read = File.ReadAllBytes(Target);
            Assert.Equal(5_000, read.Length);
            Assert.Single(read.Distinct());
        });

        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Only_the_user_reads_a_secret_even_after_a_leftover_that_all_could_read()
    {
        File.WriteAllBytes(Target + AtomicFile.PartialSuffix, [1]);

        AtomicFile.WriteSecret(Target, new byte[] { 5, 6 });

        Assert.Equal([5, 6], File.ReadAllBytes(Target));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
        }
    }

    [Fact]
    public async Task Of_many_that_write_a_new_secret_one_does()
    {
        const int writers = 8;
        using var together = new Barrier(writers);

        var wrote = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                return AtomicFile.TryWriteNewSecret(Target, new[] { (byte)writer });
            },
            default, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal([(byte)Assert.Single(Enumerable.Range(0, writers), writer => wrote[writer])], File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Target) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void A_new_file_needs_its_folder() => Assert.Throws<DirectoryNotFoundException>(
        () => AtomicFile.TryWriteNew(Path.Combine(_folder, "gone", "file"), new byte[] { 1 }));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
