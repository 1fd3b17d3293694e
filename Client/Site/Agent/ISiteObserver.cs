using Tapestry.Grains.Interfaces.Identity;
using Tapestry.Training.Local;

namespace Tapestry.Client.Site.Agent;

/// <summary>Watches a site from inside it; called from the thread that trains.</summary>
public interface ISiteObserver
{
    /// <summary>A local step was taken.</summary>
    /// <param name="site">The site.</param>
    /// <param name="taken">The step.</param>
    void StepTaken(SiteId site, TrainingProgress taken);

    /// <summary>Something that the member's log should hold, such as a refusal with its reason.</summary>
    /// <param name="site">The site.</param>
    /// <param name="what">A sentence.</param>
    void Noted(SiteId site, string what)
    {
        // Whoever only counts steps need not listen.
    }
}
