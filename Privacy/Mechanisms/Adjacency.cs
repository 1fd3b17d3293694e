namespace Tapestry.Privacy.Mechanisms;

/// <summary>Which two data sets count as neighbours.</summary>
public enum Adjacency
{
    /// <summary>One has one record (or one site's data) more than the other.</summary>
    AddOrRemoveOne,

    /// <summary>They have the same size and differ in one record; the size is public.</summary>
    ReplaceOne,
}
