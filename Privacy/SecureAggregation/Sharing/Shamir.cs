namespace Tapestry.Privacy.SecureAggregation.Sharing;

/// <summary>Secret sharing by polynomials (Shamir, 1979) over any field; t shares determine the secret, t - 1 say nothing.</summary>
internal static class Shamir<TField>
    where TField : struct, IFiniteField<TField>
{
    /// <summary>Value of the polynomial at a holder's point, by Horner's rule.</summary>
    /// <param name="coefficients">From the secret, at power 0, upwards; as many as the threshold.</param>
    /// <param name="point">Not Zero: that point is the secret's.</param>
    public static TField Share(ReadOnlySpan<TField> coefficients, TField point)
    {
        var value = TField.Zero;
        for (var power = coefficients.Length - 1; power >= 0; power--)
        {
            value = TField.Add(TField.Multiply(value, point), coefficients[power]);
        }

        return value;
    }

    /// <summary>Factors with which the values at these points add up to the value at Zero (Lagrange).</summary>
    /// <param name="points">Distinct, none of them Zero.</param>
    public static TField[] WeightsAtZero(ReadOnlySpan<TField> points)
    {
        var weights = new TField[points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            var (numerator, denominator) = (TField.One, TField.One);
            for (var j = 0; j < points.Length; j++)
            {
                if (j != i)
                {
                    numerator = TField.Multiply(numerator, points[j]);
                    denominator = TField.Multiply(denominator, TField.Subtract(points[j], points[i]));
                }
            }

            weights[i] = TField.Multiply(numerator, TField.Invert(denominator));
        }

        return weights;
    }

    /// <summary>The secret from as many shares as the threshold.</summary>
    public static TField Recover(ReadOnlySpan<TField> weights, ReadOnlySpan<TField> shares)
    {
        var secret = TField.Zero;
        for (var i = 0; i < shares.Length; i++)
        {
            secret = TField.Add(secret, TField.Multiply(shares[i], weights[i]));
        }

        return secret;
    }
}
