using Tapestry.Training.Models;

namespace Tapestry.Benchmarks.Trainer;

/// <summary>One thing to time: a model, a batch, threads, and how many such trainers run at once.</summary>
internal sealed record TrainerScenario(
    string Name, ModelConfig Config, int Batch, int Sequence, int Threads, int Concurrent, int StepsPerTurn, int Turns, double? Goal)
{
    /// <summary>Where both sides compute.</summary>
    internal ComputeDevice Device { get; init; } = ComputeDevice.Processor;

    private static readonly ModelConfig TwentyMillion = new()
    {
        VocabSize = 256,
        HiddenSize = 512,
        IntermediateSize = 1376,
        NumHiddenLayers = 6,
        NumAttentionHeads = 8,
        NumKeyValueHeads = 8,
        MaxPositionEmbeddings = 256,
    };

    private static readonly ModelConfig HundredMillion = new()
    {
        VocabSize = 32_000,
        HiddenSize = 768,
        IntermediateSize = 2048,
        NumHiddenLayers = 12,
        NumAttentionHeads = 12,
        NumKeyValueHeads = 4,
        MaxPositionEmbeddings = 1024,
    };

    /// <summary>The demo's size and about 19 million parameters.</summary>
    internal static IReadOnlyList<TrainerScenario> All { get; } =
    [
        new("demo model, one thread", ModelConfig.Micro, 8, 256, Threads: 1, Concurrent: 1, StepsPerTurn: 8, Turns: 7, Goal: 1.2),
        new("demo model, two threads", ModelConfig.Micro, 8, 256, Threads: 2, Concurrent: 1, StepsPerTurn: 8, Turns: 7, Goal: 1.2),
        new("two demo models at once, one thread each", ModelConfig.Micro, 8, 256, Threads: 1, Concurrent: 2, StepsPerTurn: 8, Turns: 7, Goal: 1.2),
        new("19 M parameters, one thread", TwentyMillion, 8, 256, Threads: 1, Concurrent: 1, StepsPerTurn: 1, Turns: 5, Goal: 1.0),
        new("19 M parameters, two threads", TwentyMillion, 8, 256, Threads: 2, Concurrent: 1, StepsPerTurn: 1, Turns: 5, Goal: 1.0),
    ];

    /// <summary>On a GPU, the demo's size and about 19 and 101 million parameters.</summary>
    internal static IReadOnlyList<TrainerScenario> On(ComputeDevice device) =>
    [
        new("demo model", ModelConfig.Micro, 8, 256, Threads: 1, Concurrent: 1, StepsPerTurn: 200, Turns: 5, Goal: null) { Device = device },
        new("demo model, four at once", ModelConfig.Micro, 8, 256, Threads: 1, Concurrent: 4, StepsPerTurn: 100, Turns: 3, Goal: null) { Device = device },
        new("19 M parameters", TwentyMillion, 64, 256, Threads: 1, Concurrent: 1, StepsPerTurn: 100, Turns: 5, Goal: null) { Device = device },
        new("101 M parameters", HundredMillion, 16, 1024, Threads: 1, Concurrent: 1, StepsPerTurn: 100, Turns: 3, Goal: null) { Device = device },
    ];

    /// <summary>Tokens of one turn over all concurrent trainers.</summary>
    internal long TokensPerTurn => (long)Batch * Sequence * StepsPerTurn * Concurrent;
}
