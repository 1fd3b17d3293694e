using System.Collections.Concurrent;
using Tapestry.Training.Libtorch;
using Tapestry.Training.Models;

namespace Tapestry.Client.Site.Compute;

/// <summary>
/// The cores that sites share. Each slot is a thread with one model of its own; work is taken in the order in which it
/// came, so sites take turns. Memory grows with the slots, not with the sites.
/// </summary>
public sealed class ComputePool : IDisposable
{
    private readonly BlockingCollection<Action<Func<LanguageModel>>> queue = [];
    private readonly Thread[] slots;
    private readonly int threadsPerSlot;

    /// <summary>Starts the slots.</summary>
    /// <param name="config">The model that all work trains.</param>
    /// <param name="slotCount">Work done at the same time, at least 1.</param>
    /// <param name="threadsPerSlot">Threads of each slot's native operations, at least 1.</param>
    /// <param name="device">Where the slots' models compute; they share it.</param>
    public ComputePool(ModelConfig config, int slotCount, int threadsPerSlot = 1, ComputeDevice device = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slotCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threadsPerSlot, 1);
        Config = config;
        Device = device;
        this.threadsPerSlot = threadsPerSlot;
        slots = [.. Enumerable.Range(0, slotCount).Select(i => new Thread(Work) { IsBackground = true, Name = $"compute {i}" })];
        foreach (var slot in slots)
        {
            slot.Start();
        }
    }

    /// <summary>The model that all work trains.</summary>
    public ModelConfig Config { get; }

    /// <summary>Where the slots' models compute.</summary>
    public ComputeDevice Device { get; }

    /// <summary>Threads of each slot's native operations.</summary>
    public int ThreadsPerSlot => threadsPerSlot;

    /// <summary>Runs work on the next free slot. The model's weights are whatever the last work left: set them first.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the work began or by the work itself.</exception>
    public Task<T> RunAsync<T>(Func<LanguageModel, T> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Add(
            model =>
            {
                try
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    done.SetResult(work(model()));
                }
                catch (OperationCanceledException cancelled)
                {
                    done.SetCanceled(cancelled.CancellationToken);
                }
                catch (Exception failure)
                {
                    done.SetException(failure);
                }
            },
            cancellationToken);
        return done.Task;
    }

    /// <summary>Lets running work end, then frees the models.</summary>
    public void Dispose()
    {
        queue.CompleteAdding();
        foreach (var slot in slots)
        {
            slot.Join();
        }

        queue.Dispose();
    }

    private void Work()
    {
        LanguageModel? model = null;
        foreach (var item in queue.GetConsumingEnumerable())
        {
            item(Model);
        }

        model?.Dispose();

        // Made on first use, inside the work that needs it, so that its failure is that work's.
        LanguageModel Model()
        {
            TorchThreads.SetForCurrentThread(threadsPerSlot);
            return model ??= new LanguageModel(Config, device: Device);
        }
    }
}
