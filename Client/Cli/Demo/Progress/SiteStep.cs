namespace Tapestry.Client.Cli.Demo.Progress;

/// <summary>Where a site stands in the current phase.</summary>
/// <param name="Site">The site's name, unique in the run.</param>
/// <param name="Language">What it trains on.</param>
/// <param name="Step">Steps it has finished in this phase, over all rounds, those before a resume included.</param>
/// <param name="OfSteps">Steps it will have finished when the phase ends.</param>
/// <param name="Loss">Training loss of the step, nats a token.</param>
/// <param name="TokensPerSecond">Its recent training speed.</param>
public sealed record SiteStep(
    string Site, string Language, int Step, int OfSteps, double Loss, double TokensPerSecond);
