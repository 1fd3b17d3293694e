using Tapestry.Kernels.Codecs;

namespace Tapestry.Kernels.Encoding;

/// <summary>What stands before the payload of a contribution frame, after every field has been checked.</summary>
public sealed record ContributionHeader
{
    /// <summary>What the contribution belongs to.</summary>
    public required ContributionBinding Binding { get; init; }

    /// <summary>How the coordinates travel.</summary>
    public required ContributionEncoding Encoding { get; init; }

    /// <summary>Bits of one coordinate in the payload.</summary>
    public required int BitsPerCoordinate { get; init; }

    /// <summary>Coordinates in the payload.</summary>
    public required int ElementCount { get; init; }

    /// <summary>Factor between decoded integers and values; 1 where the encoding carries values as they are.</summary>
    public required float Scale { get; init; }

    /// <summary>SHA-256 over the header before this field and the payload, 64 lowercase hexadecimal digits.</summary>
    public required string Digest { get; init; }

    /// <summary>Bytes before the payload.</summary>
    public required int HeaderBytes { get; init; }

    /// <summary>Bytes of the payload.</summary>
    public required long PayloadBytes { get; init; }
}
