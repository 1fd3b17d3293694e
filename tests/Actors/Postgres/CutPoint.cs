namespace Tapestry.Actors.Tests.Postgres;

/// <summary>Where a connection is cut, seen from what the client sends.</summary>
public enum CutPoint
{
    /// <summary>The server gets nothing of it and sees the connection end.</summary>
    BeforeSending,

    /// <summary>The server gets nothing of it and keeps waiting with its transaction open.</summary>
    BeforeSendingUnnoticed,

    /// <summary>The server does it, and its answer is lost.</summary>
    AfterAnswering,
}
