namespace Tapestry.Faults.Tests.Regions;

/// <summary>Tests that share the one <see cref="ReferenceRun"/>, and take turns on the machine.</summary>
[CollectionDefinition(Name)]
public sealed class SharesReference : ICollectionFixture<ReferenceRun>
{
    public const string Name = "reference run";
}
