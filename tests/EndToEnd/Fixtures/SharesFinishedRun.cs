namespace Tapestry.EndToEnd.Tests.Fixtures;

/// <summary>Tests that share the one <see cref="FinishedRun"/>.</summary>
[CollectionDefinition(Name)]
public sealed class SharesFinishedRun : ICollectionFixture<FinishedRun>
{
    public const string Name = "finished run";
}
