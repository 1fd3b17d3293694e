using Tapestry.Kernels.Errors;
using Tapestry.Kernels.Masking;
using Tapestry.Kernels.Packing;
using Tapestry.Privacy.SecureAggregation.Keys;
using Tapestry.Privacy.SecureAggregation.Parameters;

namespace Tapestry.Privacy.SecureAggregation.Unmasking;

/// <summary>
/// The sum of the survivors' inputs in one shard: their masked bytes in any order and from any threads, each checked
/// against the digest that its site signed, then the masks that remain taken away in one pass.
/// </summary>
/// <remarks>Law: the result depends on the record and the shard alone, not on the order or the number of cores.</remarks>
public sealed class ShardSum
{
    private readonly Lock _gate = new();
    private readonly UnmaskingRecord _record;
    private readonly RemovalMasks _masks;
    private readonly int _index;
    private readonly SortedSet<int> _awaited;
    private byte[]? _sum;

    internal ShardSum(UnmaskingRecord record, RemovalMasks masks, int index)
    {
        (_record, _masks, _index) = (record, masks, index);
        Shard = record.Parameters.MaskedShards[index];
        _awaited = [.. record.Survivors];
        _sum = new byte[Shard.PackedBytes];
    }

    /// <summary>Length and width.</summary>
    public MaskedShard Shard { get; }

    /// <summary>Survivors whose bytes are still to be added.</summary>
    public MemberSet Awaited
    {
        get
        {
            lock (_gate)
            {
                return new MemberSet(_awaited);
            }
        }
    }

    /// <summary>Adds a survivor's masked shard; the digest is computed outside the lock, so threads check side by side.</summary>
    /// <param name="member">Index of the survivor.</param>
    /// <param name="masked">Its blob, <see cref="MaskedShard.PackedBytes"/> bytes.</param>
    /// <param name="cores">Most cores to use for the addition.</param>
    /// <exception cref="MaskedInputException">The bytes are not those that the member signed, or no packed shard.</exception>
    /// <exception cref="ArgumentException">The member is no survivor, or was added before.</exception>
    /// <exception cref="InvalidOperationException">The sum is finished.</exception>
    public void Add(int member, ReadOnlySpan<byte> masked, int cores = 1)
    {
        if (!_record.Survivors.Contains(member))
        {
            throw new ArgumentException($"Member {member} is no survivor of the round.", nameof(member));
        }

        var (signed, found) = (_record.InputDigests(member)[_index], Hash256.Of(masked));
        MaskedInputException.ThrowUnless(signed == found, Name(member), _index, $"SHA-256 {found}", $"{signed}, which it signed");
        lock (_gate)
        {
            var sum = _sum ?? throw new InvalidOperationException($"The sum of shard {_index} is finished.");
            if (!_awaited.Contains(member))
            {
                throw new ArgumentException($"The input of member {member} was added before.", nameof(member));
            }

            Accumulate(sum, member, masked, cores);
            _awaited.Remove(member);
        }
    }

    /// <summary>Takes the remaining masks away.</summary>
    /// <param name="cores">Most cores to use.</param>
    /// <returns>The sum mod 2^b, packed; the array is the caller's.</returns>
    /// <exception cref="InvalidOperationException">A survivor's input is missing, or the sum was finished before.</exception>
    public byte[] Finish(int cores = 1)
    {
        lock (_gate)
        {
            var sum = _sum ?? throw new InvalidOperationException($"The sum of shard {_index} is finished.");
            if (_awaited.Count > 0)
            {
                throw new InvalidOperationException(
                    $"The inputs of members {new MemberSet(_awaited)} to shard {_index} are missing; without them masks remain.");
            }

            _sum = null;
            Masks.Apply(sum, Shard.ElementCount, Shard.Bits, _masks.For(_index), cores: cores);
            return sum;
        }
    }

    private void Accumulate(byte[] sum, int member, ReadOnlySpan<byte> masked, int cores)
    {
        try
        {
            PackedSum.Add(sum, masked, Shard.ElementCount, Shard.Bits, cores);
        }
        catch (Exception error) when (error is LengthMismatchException or PackedPaddingException)
        {
            throw new MaskedInputException(Name(member), _index, error.Message, $"{Shard.PackedBytes} bytes, padding bits zero", error);
        }
    }

    private string Name(int member) => _record.Parameters.Members[member].Site;
}
