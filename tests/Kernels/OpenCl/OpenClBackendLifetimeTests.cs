using Tapestry.Kernels.Masking;
using Tapestry.Kernels.OpenCl;
using Tapestry.Kernels.Rotation;
using Tapestry.Kernels.Tests.Support;

namespace Tapestry.Kernels.Tests.OpenCl;

public sealed class OpenClBackendLifetimeTests
{
    private static readonly RotationSeed Seed = new(new byte[RotationSeed.ByteLength]);

    [Fact]
    public void Everything_is_released_with_the_backend()
    {
        var before = PlantedFault.Alive;
        using (var backend = OpenClMachine.Start(api: FaultyOpenCl.Api))
        {
            backend.Rotate(new float[100], Seed);
            Assert.True(PlantedFault.Alive > before);
        }

        Assert.Equal(before, PlantedFault.Alive);
    }

    [Theory]
    [InlineData("clCreateCommandQueue")]
    [InlineData("clCreateProgramWithSource")]
    [InlineData("clBuildProgram")]
    public void A_failed_start_leaves_nothing_behind(string function)
    {
        var before = PlantedFault.Alive;
        PlantedFault.Arm(function);
        Assert.Throws<OpenClException>(() => new OpenClBackend(FaultyOpenCl.Api, new OpenClOptions(), ProgramSource.Read()));
        Assert.Equal(before, PlantedFault.Alive);
    }

    [Fact]
    public void Calls_of_a_size_that_was_seen_allocate_neither_here_nor_there()
    {
        using var backend = OpenClMachine.Start(api: FaultyOpenCl.Api);
        var (values, packed, masks) = (new float[20_000], new byte[20_000], new MaskKey[1]);
        var seed = Seed;
        Run();
        var buffers = PlantedFault.BuffersCreated;
        Allocations.AssertNoneAfterFirst(Run);
        Assert.Equal(buffers, PlantedFault.BuffersCreated);

        void Run()
        {
            backend.Rotate(values, seed);
            backend.ApplyMasks(packed, packed.Length, 8, masks);
            backend.AddPacked(packed, packed, packed.Length, 8);
        }
    }

    [Fact]
    public void A_disposed_backend_says_so()
    {
        var backend = OpenClMachine.Start();
        backend.Dispose();
        backend.Dispose();

        Assert.Throws<ObjectDisposedException>(() => backend.Rotate(new float[100], Seed));
    }

    [Fact]
    public async Task Threads_may_share_a_backend()
    {
        using var backend = OpenClMachine.Start();
        var (expected, seed) = (new float[30_000], Seed);
        expected.AsSpan().Fill(1);
        RandomizedHadamard.Rotate(expected, seed);
        var rotated = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            var values = new float[expected.Length];
            values.AsSpan().Fill(1);
            backend.Rotate(values, seed);
            return values;
        })));

        Assert.All(rotated, values => Vectors.AssertSameBits(expected, values));
    }
}
