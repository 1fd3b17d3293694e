using Tapestry.Client.Cli.Errors;
using Tapestry.Client.Cli.Privacy.Options;
using Tapestry.Privacy.Accounting;
using Tapestry.Privacy.Accounting.Pld;
using Tapestry.Privacy.Accounting.Rdp;
using Tapestry.Privacy.Mechanisms;
using Tapestry.Privacy.Mechanisms.DistributedDiscreteGaussian;
using Tapestry.Privacy.Mechanisms.Sampling;

namespace Tapestry.Client.Cli.Privacy;

/// <summary>What a privacy command was asked about, all but the noise.</summary>
internal sealed record ReleaseSettings
{
    public required MechanismKind Mechanism { get; init; }

    /// <summary>Null when it was not given.</summary>
    public required double? SamplingRate { get; init; }

    public required long Steps { get; init; }

    public required double Delta { get; init; }

    /// <summary>Null when it was not given.</summary>
    public required AccountantKind? Accountant { get; init; }

    /// <summary>Whole-number steps per clip norm, or null when vectors are whole numbers already.</summary>
    public required double? Scale { get; init; }

    /// <summary>Coordinates, or null when vectors are whole numbers already.</summary>
    public required long? Dimension { get; init; }

    /// <summary>The accountant asked for, or the tightest one that takes the mechanism.</summary>
    public AccountantKind ChosenAccountant =>
        Accountant ?? (Mechanism == MechanismKind.Skellam ? AccountantKind.Rdp : AccountantKind.Pld);

    public IPrivacyAccountant CreateAccountant() =>
        ChosenAccountant == AccountantKind.Rdp ? new RdpAccountant() : new PldAccountant();

    /// <summary>The releases under a noise multiplier.</summary>
    public IReadOnlyList<Release> Releases(double noiseMultiplier)
    {
        var rate = SamplingRate ?? 1;
        var mechanism = Unsampled(noiseMultiplier);
        return [new(rate < 1 ? new PoissonSampledMechanism(mechanism, rate) : mechanism, Steps)];
    }

    /// <summary>The settings, when no two of them contradict each other.</summary>
    /// <exception cref="UsageException">Two do.</exception>
    public ReleaseSettings Checked()
    {
        var name = $"--mechanism {NameOption.Hyphenated(Mechanism)}";
        return this switch
        {
            { Mechanism: MechanismKind.Gaussian, SamplingRate: < 1 } => throw new UsageException(
                $"{name} with --sampling-rate {SamplingRate}", "the plain mechanism sees all data",
                "Give --mechanism subsampled-gaussian, or leave --sampling-rate out"),
            { Mechanism: MechanismKind.SubsampledGaussian, SamplingRate: null } => throw new UsageException(
                $"{name} without --sampling-rate", "how much is sampled is not known", "Give --sampling-rate from 0 to 1"),
            { Mechanism: MechanismKind.Skellam, Accountant: AccountantKind.Pld } => throw new UsageException(
                $"{name} with --accountant pld", "its loss distribution is not known", "Give --accountant rdp"),
            { Mechanism: not MechanismKind.Skellam, Scale: not null } or { Mechanism: not MechanismKind.Skellam, Dimension: not null } =>
                throw new UsageException(
                    $"{name} with --scale or --dimension", "only skellam rounds vectors to whole numbers",
                    "Leave them out, or give --mechanism skellam"),
            { Scale: null, Dimension: not null } or { Scale: not null, Dimension: null } => throw new UsageException(
                "--scale or --dimension alone", "how far rounding lengthens a vector depends on both", "Give both or neither"),
            _ => this,
        };
    }

    private Mechanism Unsampled(double noiseMultiplier) => Mechanism switch
    {
        MechanismKind.Laplace => new LaplaceMechanism(noiseMultiplier),
        MechanismKind.DiscreteGaussian => new DiscreteGaussianMechanism(noiseMultiplier),
        MechanismKind.Skellam => Skellam(noiseMultiplier),
        _ => new GaussianMechanism(noiseMultiplier),
    };

    private SkellamMechanism Skellam(double noiseMultiplier)
    {
        if (this is not { Scale: { } scale, Dimension: { } dimension })
        {
            return new(noiseMultiplier * noiseMultiplier);
        }

        var deviation = noiseMultiplier * scale;
        var l2 = RoundedNorm.L2(scale, dimension, RoundedNorm.UsualBias);
        return new(deviation * deviation, l2, RoundedNorm.L1(l2, dimension));
    }
}
