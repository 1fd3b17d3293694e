using Tapestry.Training.Libtorch;
using Tapestry.Training.Models;

namespace Tapestry.Training.Tests.Models;

public sealed class DeterminismTests
{
    [Fact]
    public void Concurrent_models_compute_the_bits_of_a_lone_one()
    {
        var alone = RunInThread(threads: 1);
        var together = new float[4][];
        var workers = together.Select((_, index) => new Thread(() => together[index] = Gradient(threads: 1))).ToArray();
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());

        Assert.All(together, gradient => Assert.Equal(alone, gradient));
    }

    [Fact]
    public void Two_threads_repeat_their_bits() => Assert.Equal(RunInThread(threads: 2), RunInThread(threads: 2));

    [Fact]
    public void Thread_count_belongs_to_the_thread()
    {
        TorchThreads.SetForCurrentThread(2);
        var other = 0;
        var worker = new Thread(() =>
        {
            TorchThreads.SetForCurrentThread(1);
            other = TorchThreads.ForCurrentThread;
        });
        worker.Start();
        worker.Join();

        Assert.Equal(1, other);
        Assert.Equal(2, TorchThreads.ForCurrentThread);
        TorchThreads.SetForCurrentThread(1);
    }

    [Fact]
    public void A_repeated_step_gives_the_same_bits_after_other_shapes()
    {
        TorchThreads.SetForCurrentThread(1);
        using var model = new LanguageModel(TinyModels.Tiled);
        model.Initialize(4);
        var tokens = TinyModels.Tokens(TinyModels.Tiled, 2 * 42, seed: 6);
        model.ForwardBackward(tokens, 2, 41);
        var first = model.Gradients.ToArray();

        model.ForwardBackward(TinyModels.Tokens(TinyModels.Tiled, 7 * 65, seed: 7), 7, 64);
        model.Evaluate(TinyModels.Tokens(TinyModels.Tiled, 9 * 18, seed: 8), 9, 17);
        model.ForwardBackward(tokens, 2, 41);

        Assert.Equal(first, model.Gradients.ToArray());
    }

    private static float[] RunInThread(int threads)
    {
        float[]? gradient = null;
        var worker = new Thread(() => gradient = Gradient(threads));
        worker.Start();
        worker.Join();
        return gradient!;
    }

    private static float[] Gradient(int threads)
    {
        TorchThreads.SetForCurrentThread(threads);
        using var model = new LanguageModel(TinyModels.Tiled);
        model.Initialize(4);
        for (var repeat = 0; repeat < 20; repeat++)
        {
            model.ForwardBackward(TinyModels.Tokens(TinyModels.Tiled, 4 * 65, seed: repeat), 4, 64);
            for (var i = 0; i < model.Parameters.Length; i++)
            {
                model.Parameters[i] -= 0.1f * model.Gradients[i];
            }
        }

        return model.Gradients.ToArray();
    }
}
