using Tapestry.Client.Site.Compute;
using Tapestry.Client.Tests.Site.Fixtures;
using Tapestry.Training.Models;

namespace Tapestry.Client.Tests.Site.Compute;

public sealed class ComputePoolTests
{
    [Fact]
    public async Task Work_is_done_in_the_order_in_which_it_came()
    {
        using var pool = new ComputePool(TinyRun.Model, slotCount: 1);
        using var gate = new ManualResetEventSlim();
        var order = new List<int>();
        var blocked = pool.RunAsync(_ => gate.Wait(TimeSpan.FromMinutes(1)), default);
        var work = Enumerable.Range(0, 20).Select(i => pool.RunAsync(
            _ =>
            {
                order.Add(i);
                return i;
            },
            default)).ToArray();

        gate.Set();

        Assert.True(await blocked);
        Assert.Equal(Enumerable.Range(0, 20), await Task.WhenAll(work));
        Assert.Equal(Enumerable.Range(0, 20), order);
    }

    [Fact]
    public async Task Slots_work_at_the_same_time_on_models_of_their_own()
    {
        using var pool = new ComputePool(TinyRun.Model, slotCount: 2);
        using var both = new Barrier(2);
        Func<LanguageModel, bool> meet = model =>
        {
            model.Parameters.Fill(1);
            return both.SignalAndWait(TimeSpan.FromMinutes(1));
        };

        var met = await Task.WhenAll(pool.RunAsync(meet, default), pool.RunAsync(meet, default));

        Assert.All(met, Assert.True);
    }

    [Fact]
    public async Task Models_compute_where_the_pool_says()
    {
        var device = new ComputeDevice(ComputeDeviceKind.ProcessorOperators);
        using var pool = new ComputePool(TinyRun.Model, slotCount: 1, device: device);

        Assert.Equal(device, await pool.RunAsync(model => model.Device, default));
    }

    [Fact]
    public async Task A_device_that_is_not_there_fails_the_work_and_not_the_process()
    {
        using var pool = new ComputePool(TinyRun.Model, slotCount: 1, device: new ComputeDevice(ComputeDeviceKind.Cuda, 100));

        await Assert.ThrowsAsync<DeviceUnavailableException>(() => pool.RunAsync(_ => 3, default));
    }

    [Fact]
    public async Task An_exception_is_its_works_own_and_the_slot_goes_on()
    {
        using var pool = new ComputePool(TinyRun.Model, slotCount: 1);

        await Assert.ThrowsAsync<PlantedCrashException>(() => pool.RunAsync<int>(_ => throw new PlantedCrashException(), default));

        Assert.Equal(3, await pool.RunAsync(_ => 3, default));
    }

    [Fact]
    public async Task A_model_that_cannot_be_made_fails_the_work_and_not_the_process()
    {
        using var pool = new ComputePool(TinyRun.Model with { HiddenSize = 15 }, slotCount: 1);

        await Assert.ThrowsAsync<ModelConfigException>(() => pool.RunAsync(_ => 3, default));
    }

    [Fact]
    public async Task Cancelled_work_never_begins()
    {
        using var pool = new ComputePool(TinyRun.Model, slotCount: 1);
        using var gate = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var blocked = pool.RunAsync(_ => gate.Wait(TimeSpan.FromMinutes(1)), default);
        var hasBegun = false;
        var cancelled = pool.RunAsync(_ => hasBegun = true, stop.Token);

        await stop.CancelAsync();
        gate.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.True(await blocked);
        Assert.False(hasBegun);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_pool_needs_a_slot_and_a_thread(int slots, int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ComputePool(TinyRun.Model, slots, threads));
}
