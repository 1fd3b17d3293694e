using System.Numerics;
using Tapestry.Privacy.SecureAggregation.Sharing;

namespace Tapestry.Privacy.Tests.SecureAggregation.Sharing;

/// <summary>A modulus as a type, so that one field serves the reference's prime and a toy.</summary>
internal interface IPrime
{
    static abstract long Modulus { get; }
}

internal readonly struct Mersenne61 : IPrime
{
    public static long Modulus => (1L << 61) - 1;
}

internal readonly struct Five : IPrime
{
    public static long Modulus => 5;
}

/// <summary>Integers mod a prime.</summary>
internal readonly record struct PrimeField<TPrime>(long Value) : IFiniteField<PrimeField<TPrime>>
    where TPrime : IPrime
{
    public static PrimeField<TPrime> Zero => new(0);

    public static PrimeField<TPrime> One => new(1);

    public static PrimeField<TPrime> FromIndex(int index) => new(index % TPrime.Modulus);

    public static PrimeField<TPrime> Add(PrimeField<TPrime> left, PrimeField<TPrime> right) =>
        new((left.Value + right.Value) % TPrime.Modulus);

    public static PrimeField<TPrime> Subtract(PrimeField<TPrime> left, PrimeField<TPrime> right) =>
        new((left.Value - right.Value + TPrime.Modulus) % TPrime.Modulus);

    public static PrimeField<TPrime> Multiply(PrimeField<TPrime> secret, PrimeField<TPrime> known) =>
        new((long)((Int128)secret.Value * known.Value % TPrime.Modulus));

    public static PrimeField<TPrime> Invert(PrimeField<TPrime> known) =>
        new((long)BigInteger.ModPow(known.Value, TPrime.Modulus - 2, TPrime.Modulus));
}
