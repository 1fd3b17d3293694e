namespace Tapestry.EndToEnd.Tests.Crashes;

/// <summary>How far a run has come, in order; the tests' run has three rounds.</summary>
internal enum RunStage
{
    Start = 0,
    Claim = 1,
    Region = 2,
    FirstRound = 3,
    SecondRound = 4,
    ThirdRound = 5,
    SharedBase = 6,
    SovereignModels = 7,
}
