namespace Tapestry.Training.Data;

/// <summary>A site's text, split once and for all into what is trained on and what only measures.</summary>
public sealed record TextDataset
{
    /// <summary>The site's name.</summary>
    public required string Name { get; init; }

    /// <summary>Training text in UTF-8, each entry ended by a line feed.</summary>
    public required ReadOnlyMemory<byte> TrainBytes { get; init; }

    /// <summary>Held-out text in UTF-8, each entry ended by a line feed, in an order drawn by key: any prefix is a sample.</summary>
    public required ReadOnlyMemory<byte> HeldOutBytes { get; init; }

    /// <summary>Entries in the training text.</summary>
    public required int TrainEntries { get; init; }

    /// <summary>Entries in the held-out text.</summary>
    public required int HeldOutEntries { get; init; }

    /// <summary>Entries dropped because the same text had come before under another key.</summary>
    public required int DuplicateEntries { get; init; }

    /// <summary>Held-out entries dropped because they occur in some site's training text.</summary>
    public required int OverlappingEntries { get; init; }

    /// <summary>Held-out entries dropped because they are shorter than <see cref="HeldOut.HeldOutOptions.MinEntryBytes"/>.</summary>
    public required int ShortEntries { get; init; }
}
