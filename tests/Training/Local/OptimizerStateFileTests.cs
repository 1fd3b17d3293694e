using Tapestry.Training.Local;
using Tapestry.Training.Tests.Golden;

namespace Tapestry.Training.Tests.Local;

public sealed class OptimizerStateFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tapestry").FullName;

    private string File => Path.Combine(folder, "optimizer.bin");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_first_version_is_still_read()
    {
        var state = OptimizerStateFile.Load(GoldenFile.Path("optimizer-v1.bin"), 3);

        Assert.Equal(42, state.Step);
        Assert.Equal([0.5f, -1, 2], state.FirstMoment.ToArray());
        Assert.Equal([0.25f, 1, 4], state.SecondMoment.ToArray());
    }

    [Fact]
    public void What_is_written_equals_the_golden_file()
    {
        var golden = GoldenFile.Path("optimizer-v1.bin");

        OptimizerStateFile.Save(File, OptimizerStateFile.Load(golden, 3));

        Assert.Equal(System.IO.File.ReadAllBytes(golden), System.IO.File.ReadAllBytes(File));
        Assert.Equal([File], Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData(0, "does not start with TAPOPT")]
    [InlineData(6, "version")]
    [InlineData(16, "parameters; the model has 3")]
    [InlineData(25, "SHA-256")]
    [InlineData(79, "SHA-256")]
    public void A_changed_byte_is_noticed(int index, string message)
    {
        var bytes = Golden();
        bytes[index] ^= 0x40;

        Assert.Contains(message, Refusal(bytes, 3), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_shorter_file_and_a_longer_one_are_refused()
    {
        var bytes = Golden();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Contains(File, Refusal(bytes[..length], 3), StringComparison.Ordinal);
        }

        Assert.Contains("81 bytes", Refusal([.. bytes, 0], 3), StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_of_another_model_is_refused() =>
        Assert.Contains("3 parameters; the model has 4", Refusal(Golden(), 4), StringComparison.Ordinal);

    [Fact]
    public void A_failed_write_leaves_the_old_file_alone()
    {
        // Room in the file system for this name, and for none that is any longer.
        var file = Path.Combine(folder, new string('s', 255));
        System.IO.File.WriteAllBytes(file, Golden());

        Assert.ThrowsAny<IOException>(() => OptimizerStateFile.Save(file, new OptimizerState(6)));

        Assert.Equal(Golden(), System.IO.File.ReadAllBytes(file));
    }

    private static byte[] Golden() => System.IO.File.ReadAllBytes(GoldenFile.Path("optimizer-v1.bin"));

    private string Refusal(byte[] bytes, int length)
    {
        System.IO.File.WriteAllBytes(File, bytes);
        return Assert.Throws<OptimizerStateException>(() => OptimizerStateFile.Load(File, length)).Message;
    }
}
