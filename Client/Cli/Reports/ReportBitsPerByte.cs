namespace Tapestry.Client.Cli.Reports;

/// <summary>Final held-out bits per byte, model by language; an owner is the member whose model it is.</summary>
public sealed record ReportBitsPerByte
{
    /// <summary>The Shared Base, by language.</summary>
    public required IReadOnlyDictionary<string, double> SharedBase { get; init; }

    /// <summary>Each Sovereign Model, by owner and language.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Sovereign { get; init; }

    /// <summary>Each model trained alone for as many steps as the Sovereign, by owner and language; null without baselines.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>>? Alone { get; init; }

    /// <summary>One model trained synchronously on all data together, as many tokens, by language; null without baselines.</summary>
    public IReadOnlyDictionary<string, double>? Pooled { get; init; }
}
