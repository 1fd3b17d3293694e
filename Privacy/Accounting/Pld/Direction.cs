namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>Which of a dominating pair's two distributions the data came from.</summary>
internal enum Direction
{
    /// <summary>The record is there, as against absent: P over Q.</summary>
    Remove,

    /// <summary>The record is absent, as against there: Q over P.</summary>
    Add,
}
