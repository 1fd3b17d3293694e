using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Messages;

/// <summary>What the region wants unmasked, with the proof that the others agreed to the same.</summary>
/// <param name="Survivors">Members whose self masks are to be removed.</param>
/// <param name="Dropouts">Members whose pairwise masks are to be removed.</param>
/// <param name="Signatures">Signatures under the survivor set, of distinct survivors.</param>
internal sealed record UnmaskRequest(MemberSet Survivors, MemberSet Dropouts, IReadOnlyList<Envelope> Signatures)
{
    public byte[] Encode() => MessageList.WriteTo(
        new WireWriter().Members(Survivors).Members(Dropouts), [.. Signatures.Select(signature => signature.Bytes)]).ToArray();

    public static UnmaskRequest Decode(ReadOnlySpan<byte> body, int cohort)
    {
        var reader = new WireReader(body);
        var request = new UnmaskRequest(
            reader.Members("survivors", cohort), reader.Members("dropouts", cohort), MessageList.Read(ref reader));
        reader.End("request");
        return request;
    }
}
