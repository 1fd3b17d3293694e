using Tapestry.Actors.Storage;

namespace Tapestry.Actors.Hosting;

/// <summary>The end of a grain's stream within one transaction.</summary>
internal sealed class GrainStream(GrainId grain, GrainRow? row)
{
    private string? _name;

    public bool HasNewEvents { get; private set; }

    public long Sequence { get; private set; } = row?.Sequence ?? 0;

    public ReadOnlyMemory<byte> Hash { get; private set; } = row?.HeadHash ?? StreamHead.Empty.Hash;

    public NewEvent Append(string name, DateTimeOffset recordedAt, byte[] payload)
    {
        _name ??= grain.ToString();
        var previous = Hash;
        Hash = EventHash.Compute(previous.Span, _name, ++Sequence, name, recordedAt, payload);
        HasNewEvents = true;
        return new NewEvent(_name, Sequence, name, recordedAt, payload, previous, Hash);
    }
}
