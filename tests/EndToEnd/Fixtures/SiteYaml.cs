namespace Tapestry.EndToEnd.Tests.Fixtures;

/// <summary>The settings of a member of the demo's run that publishes its metrics.</summary>
internal static class SiteYaml
{
    /// <param name="site">The member.</param>
    /// <param name="silos">Addresses of the region.</param>
    /// <param name="state">Its state folder; relative to the file.</param>
    /// <param name="data">The folder that has the members' texts.</param>
    /// <param name="identity">The lines that say who it is; empty for plain HTTP.</param>
    public static string Of(string site, IEnumerable<string> silos, string state, string data, string identity = "") =>
        $"""
        site: {site}
        consortium: demo
        run: shared-base
        silos: [{string.Join(", ", silos)}]
        {identity}
        state: {state}
        data: {Path.Combine(data, site)}
        model: nano
        evaluationBytes: 2048
        policy:
          publishesMetrics: true
        """;
}
