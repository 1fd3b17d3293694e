using Tapestry.Grains.Interfaces.Consortium;
using Tapestry.Grains.Interfaces.Runs;
using Tapestry.Training.Models;

namespace Tapestry.Client.Cli.Demo;

/// <summary>Everything that the demo's command line decides, checked.</summary>
public sealed record DemoSettings
{
    /// <summary>Where the demo writes when <c>--out</c> is not given, relative to the working directory.</summary>
    public const string DefaultOutFolder = "tapestry-out";

    /// <summary>The members' languages when neither <c>--languages</c> nor <c>--data</c> is given.</summary>
    public const string DefaultLanguages = "de,fr,pl,ja";

    /// <summary>One member for each, at least two, all different; empty when <see cref="DataFolder"/> is set.</summary>
    public required IReadOnlyList<Language> Languages { get; init; }

    /// <summary>Full path of a folder with one folder of UTF-8 text files a site; null for the .NET SDK's strings.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The members in run order: language codes as given, or the data folder's subfolders in ordinal order.</summary>
    public required IReadOnlyList<string> Sites { get; init; }

    /// <summary>Rounds of the consortium, at least 1; null for the model's default.</summary>
    public int? Rounds { get; init; }

    /// <summary>Inner steps of every round, at least 1; null for one.</summary>
    public int? LocalSteps { get; init; }

    /// <summary>Steps of private continued pre-training of each Sovereign Model, at least 1; null for the default.</summary>
    public int? PrivateSteps { get; init; }

    /// <summary>The model that all members train.</summary>
    public ModelChoice Model { get; init; } = ModelChoice.Micro;

    /// <summary>Where models are trained.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Processor;

    /// <summary>Reproduces the run bit for bit on the same machine, when it trains on the processor.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Full path of the folder for the report, the models, the database and the blobs.</summary>
    public required string OutFolder { get; init; }

    /// <summary>Go on with the run in <see cref="OutFolder"/>.</summary>
    public bool Resume { get; init; }

    /// <summary>Also train every member alone and one pooled model, for comparison.</summary>
    public bool Baselines { get; init; }

    /// <summary>Print nothing but the final table.</summary>
    public bool Quiet { get; init; }

    /// <summary>How a contribution's numbers travel.</summary>
    public EncodingKind Encoding { get; init; } = EncodingKind.Bf16;

    /// <summary>How updates are hidden from the region; null when they travel in the clear.</summary>
    public SecureSettings? Secure { get; init; }

    /// <summary>What a site's share in a merge is proportional to.</summary>
    public WeightRule Weights { get; init; } = WeightRule.Tokens;
}
