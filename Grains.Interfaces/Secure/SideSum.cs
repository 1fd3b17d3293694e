namespace Tapestry.Grains.Interfaces.Secure;

/// <summary>What the survivors' values of one name add up to.</summary>
/// <param name="Name">A name of <see cref="SideValue"/>.</param>
/// <param name="Sum">The exact sum.</param>
public sealed record SideSum(string Name, long Sum);
