using Tapestry.Client.Cli.Demo.Baselines;
using Tapestry.Client.Cli.Demo.Data;
using Tapestry.Client.Cli.Reports;
using Tapestry.Client.Site.Compute;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Measures models on every member's held-out text. Only a simulation can: in the field nobody sees them all.</summary>
internal sealed class Evaluation(ComputePool compute, IReadOnlyList<SiteText> texts, int maximumBytes)
{
    public async Task<ReportBitsPerByte> MeasureAsync(
        ReadOnlyMemory<float> sharedBase, IReadOnlyDictionary<string, ReadOnlyMemory<float>> sovereign,
        BaselineModels? baselines, CancellationToken cancellationToken) => new()
        {
            SharedBase = await MeasureAsync(sharedBase, cancellationToken),
            Sovereign = await MeasureEachAsync(sovereign, cancellationToken),
            Alone = baselines is null ? null : await MeasureEachAsync(baselines.Alone, cancellationToken),
            Pooled = baselines is null ? null : await MeasureAsync(baselines.Pooled, cancellationToken),
        };

    /// <summary>Bits per byte of one model by language.</summary>
    public async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        ReadOnlyMemory<float> parameters, CancellationToken cancellationToken)
    {
        var measured = await Task.WhenAll(texts.Select(text => compute.RunAsync(
            model =>
            {
                parameters.Span.CopyTo(model.Parameters);
                return (text.Name, Bits: text.HeldOutBitsPerByte(model, maximumBytes));
            },
            cancellationToken)));
        return measured.ToDictionary(pair => pair.Name, pair => pair.Bits);
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>>> MeasureEachAsync(
        IReadOnlyDictionary<string, ReadOnlyMemory<float>> models, CancellationToken cancellationToken)
    {
        var measured = new Dictionary<string, IReadOnlyDictionary<string, double>>();
        foreach (var (owner, parameters) in models)
        {
            measured[owner] = await MeasureAsync(parameters, cancellationToken);
        }

        return measured;
    }
}
