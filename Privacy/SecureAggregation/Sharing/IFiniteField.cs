namespace Tapestry.Privacy.SecureAggregation.Sharing;

/// <summary>An element of a finite field.</summary>
/// <remarks>
/// Laws: addition and multiplication are associative and commutative, multiplication distributes over addition,
/// <c>a - a = Zero</c>, <c>a * One = a</c>, and <c>a * Invert(a) = One</c> for every a but Zero.
/// </remarks>
internal interface IFiniteField<TSelf>
    where TSelf : struct, IFiniteField<TSelf>
{
    static abstract TSelf Zero { get; }

    static abstract TSelf One { get; }

    /// <summary>The element that stands for a holder; distinct for distinct small numbers.</summary>
    static abstract TSelf FromIndex(int index);

    static abstract TSelf Add(TSelf left, TSelf right);

    static abstract TSelf Subtract(TSelf left, TSelf right);

    /// <summary>Product; its time may depend on <paramref name="known"/>, never on <paramref name="secret"/>.</summary>
    static abstract TSelf Multiply(TSelf secret, TSelf known);

    /// <summary>Inverse of a public element other than Zero.</summary>
    static abstract TSelf Invert(TSelf known);
}
