using Tapestry.Training.Libtorch;

namespace Tapestry.Training.Tests.Libtorch;

public sealed class NativeLoaderTests
{
    [Fact]
    public void A_missing_library_names_the_remedy()
    {
        var error = Assert.Throws<LibtorchMissingException>(() => NativeLoader.Load("/nonexistent/libtapestry_torch.so"));

        Assert.Contains("apt-get install libtorch-dev", error.Message, StringComparison.Ordinal);
        Assert.Contains("LIBTORCH", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void The_shim_names_its_libtorch() => Assert.Matches(@"^\d+\.\d+", LibtorchInfo.Version);

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void An_absurd_number_of_threads_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TorchThreads.SetForCurrentThread(count));
}
