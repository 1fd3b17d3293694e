using System.Collections;
using Tapestry.Grains.Interfaces.Identity;

namespace Tapestry.Silo.Tests.Blobs;

/// <summary>Roots that name nothing; something else happens while they are asked.</summary>
internal sealed class InterruptingSet(Action whenAsked) : IReadOnlySet<Sha256Digest>
{
    private static readonly HashSet<Sha256Digest> Empty = [];

    public int Count => 0;

    public bool Contains(Sha256Digest item)
    {
        whenAsked();
        return false;
    }

    public bool IsProperSubsetOf(IEnumerable<Sha256Digest> other) => Empty.IsProperSubsetOf(other);

    public bool IsProperSupersetOf(IEnumerable<Sha256Digest> other) => Empty.IsProperSupersetOf(other);

    public bool IsSubsetOf(IEnumerable<Sha256Digest> other) => Empty.IsSubsetOf(other);

    public bool IsSupersetOf(IEnumerable<Sha256Digest> other) => Empty.IsSupersetOf(other);

    public bool Overlaps(IEnumerable<Sha256Digest> other) => Empty.Overlaps(other);

    public bool SetEquals(IEnumerable<Sha256Digest> other) => Empty.SetEquals(other);

    public IEnumerator<Sha256Digest> GetEnumerator() => Empty.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
