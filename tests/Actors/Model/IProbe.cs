namespace Tapestry.Actors.Tests.Model;

/// <summary>Does what the name of the step says; steps are <c>verb</c> or <c>verb:key</c> of another probe.</summary>
public interface IProbe
{
    Task<string> RunAsync(params string[] steps);

    Task<string> ReadAsync(params string[] steps);
}
