namespace Tapestry.Client.Cli.Privacy;

/// <summary>A mechanism that the command line can name.</summary>
internal enum MechanismKind
{
    Gaussian,
    SubsampledGaussian,
    Laplace,
    DiscreteGaussian,
    Skellam,
}
