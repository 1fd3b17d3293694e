using System.Buffers.Binary;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Kernels.Keystream;

namespace Tapestry.Privacy.SecureAggregation.Graphs;

/// <summary>The graph of a round: a circulant whose labels a seed permutes, or the complete graph.</summary>
internal sealed class MaskingGraph
{
    private const int NonceBytes = 12;

    private readonly int _degree;
    private readonly int[] _memberAt;
    private readonly int[] _placeOf;

    private MaskingGraph(int degree, int[] memberAt)
    {
        (_degree, _memberAt, _placeOf) = (degree, memberAt, new int[memberAt.Length]);
        for (var place = 0; place < memberAt.Length; place++)
        {
            _placeOf[memberAt[place]] = place;
        }
    }

    /// <summary>Every member with every other.</summary>
    public static MaskingGraph Complete(int members) => new(members - 1, [.. Enumerable.Range(0, members)]);

    /// <summary>
    /// Every member with the degree/2 next on either side of a circle on which the seed placed the members: Fisher-Yates
    /// from the last place down, each index by rejection from 32-bit words of ChaCha20(seed, zero nonce).
    /// </summary>
    public static MaskingGraph Circulant(int members, int degree, Hash256 seed)
    {
        var places = Enumerable.Range(0, members).ToArray();
        var words = new SeededWords(seed.ToArray());
        for (var last = members - 1; last > 0; last--)
        {
            var other = (int)words.Below((uint)last + 1);
            (places[last], places[other]) = (places[other], places[last]);
        }

        return new MaskingGraph(degree, places);
    }

    /// <summary>Neighbours of a member, ascending, without itself.</summary>
    public MemberSet Neighbours(int member)
    {
        var members = _memberAt.Length;
        if (_degree >= members - 1)
        {
            return new MemberSet(_memberAt.Where(other => other != member));
        }

        var place = _placeOf[member];
        return new MemberSet(
            from step in Enumerable.Range(1, _degree / 2)
            from other in (int[])[place + step, place - step + members]
            select _memberAt[other % members]);
    }

    private sealed class SeededWords(byte[] seed)
    {
        private long _position;

        /// <summary>Uniform from 0 to the limit less 1.</summary>
        public uint Below(uint limit)
        {
            var rest = (uint)((1UL << 32) % limit);
            uint word;
            do
            {
                word = Next();
            }
            while (word >= uint.MaxValue - rest + 1 && rest != 0);
            return word % limit;
        }

        private uint Next()
        {
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            ChaCha20.Keystream(seed, stackalloc byte[NonceBytes], _position, bytes);
            _position += sizeof(uint);
            return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        }
    }
}
