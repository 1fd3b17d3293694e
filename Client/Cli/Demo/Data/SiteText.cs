using Tapestry.Client.Site.Rounds;
using Tapestry.Training.Data;
using Tapestry.Training.Data.Batches;
using Tapestry.Training.Data.HeldOut;
using Tapestry.Training.Local;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Demo.Data;

/// <summary>One site's text: batches for training, windows for measuring.</summary>
public sealed class SiteText : ILocalData
{
    /// <summary>Windows measured at once.</summary>
    private const int WindowsPerBatch = 16;

    private readonly TextDataset dataset;
    private readonly int sequenceLength;

    /// <summary>Wraps a dataset.</summary>
    /// <param name="dataset">Training and held-out text.</param>
    /// <param name="sequenceLength">Tokens a sequence.</param>
    public SiteText(TextDataset dataset, int sequenceLength)
    {
        this.dataset = dataset;
        this.sequenceLength = sequenceLength;
    }

    /// <summary>The site's name.</summary>
    public string Name => dataset.Name;

    /// <inheritdoc/>
    public ITokenBatchSource Batches(ulong seed, int sequenceLength) =>
        new RandomWindowBatches(dataset.TrainBytes, sequenceLength, SiteSeed.Of(seed, Name));

    /// <inheritdoc/>
    public double HeldOutBitsPerByte(LanguageModel model, int maximumBytes)
    {
        ArgumentNullException.ThrowIfNull(model);
        var windows = new HeldOutWindows(dataset.HeldOutBytes, sequenceLength, maximumBytes);
        var score = EvaluationScore.Zero;
        for (var first = 0; first < windows.Count; first += WindowsPerBatch)
        {
            var rows = Math.Min(WindowsPerBatch, windows.Count - first);
            var tokens = new int[rows * (sequenceLength + 1)];
            windows.Fill(first, tokens);
            score += model.Evaluate(tokens, rows, sequenceLength);
        }

        return BitsPerByte.Of(score.Nats, score.Count);
    }
}
