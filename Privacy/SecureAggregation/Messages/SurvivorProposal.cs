using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>Whose inputs arrived, as the region says.</summary>
internal sealed record SurvivorProposal(MemberSet Survivors)
{
    public byte[] Encode() => new WireWriter().Members(Survivors).ToArray();

    public static SurvivorProposal Decode(ReadOnlySpan<byte> body, int cohort)
    {
        var reader = new WireReader(body);
        var proposal = new SurvivorProposal(reader.Members("survivors", cohort));
        reader.End("proposal");
        return proposal;
    }
}
