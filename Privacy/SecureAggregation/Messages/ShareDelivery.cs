using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>All that was dealt to one member.</summary>
/// <param name="Transcript">What everybody saw so far.</param>
/// <param name="Sharers">Whose shares arrived in time: the members that may contribute.</param>
/// <param name="Entries">One a neighbour among them, ascending.</param>
internal sealed record ShareDelivery(Hash256 Transcript, MemberSet Sharers, IReadOnlyList<SealedShares> Entries)
{
    public byte[] Encode() =>
        SealedShares.WriteTo(new WireWriter().Hash(Transcript).Members(Sharers), Entries).ToArray();

    public static ShareDelivery Decode(ReadOnlySpan<byte> body, int cohort)
    {
        var reader = new WireReader(body);
        var delivery = new ShareDelivery(
            reader.Hash("transcript"), reader.Members("sharers", cohort), SealedShares.Read(ref reader, cohort));
        reader.End("delivery");
        return delivery;
    }
}
