using Tapestry.Client.Cli.Demo.Progress;
using Tapestry.Client.Site.Agent;
using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Training.Local;

namespace Tapestry.Client.Cli.Demo.Run;

/// <summary>Passes a trainer's steps on to the progress display.</summary>
/// <param name="steps">Steps of the whole phase.</param>
/// <param name="progress">The display.</param>
internal sealed class StepDisplay(int steps, IDemoProgress progress) : ISiteObserver
{
    /// <inheritdoc/>
    public void StepTaken(SiteId site, TrainingProgress taken) => Show(site.Value, taken);

    /// <summary>Shows a step of a training that has a name of its own.</summary>
    public void Show(string name, TrainingProgress taken) => progress.SiteStepped(
        new SiteStep(name, name, (int)taken.Step + 1, steps, taken.Loss, taken.TokensPerSecond));
}
