using System.Collections;

namespace Tapestry.Privacy.SecureAggregation;

/// <summary>Some members of a cohort, by index, ascending.</summary>
public sealed class MemberSet : IReadOnlyList<int>, IEquatable<MemberSet>
{
    private readonly int[] _indexes;

    /// <summary>Takes the indexes in any order.</summary>
    /// <param name="indexes">Indexes in the cohort, 0 or more, each once.</param>
    /// <exception cref="ArgumentException">An index is negative or stands twice.</exception>
    public MemberSet(IEnumerable<int> indexes)
    {
        _indexes = [.. indexes.Order()];
        if (_indexes.Length > 0 && _indexes[0] < 0)
        {
            throw new ArgumentException($"Index {_indexes[0]} is negative.", nameof(indexes));
        }

        for (var i = 1; i < _indexes.Length; i++)
        {
            if (_indexes[i] == _indexes[i - 1])
            {
                throw new ArgumentException($"Index {_indexes[i]} stands twice.", nameof(indexes));
            }
        }
    }

    /// <summary>No member.</summary>
    public static MemberSet Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _indexes.Length;

    /// <inheritdoc/>
    public int this[int index] => _indexes[index];

    /// <summary>True when the member is among them.</summary>
    public bool Contains(int member) => Array.BinarySearch(_indexes, member) >= 0;

    /// <summary>True when every one of these is among the others.</summary>
    public bool IsSubsetOf(MemberSet others) => Array.TrueForAll(_indexes, others.Contains);

    /// <summary>These without the others.</summary>
    public MemberSet Without(MemberSet others) => new(_indexes.Where(member => !others.Contains(member)));

    /// <inheritdoc/>
    public bool Equals(MemberSet? other) => other is not null && _indexes.AsSpan().SequenceEqual(other._indexes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MemberSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _indexes.Aggregate(Count, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => _indexes.AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _indexes)}]";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
