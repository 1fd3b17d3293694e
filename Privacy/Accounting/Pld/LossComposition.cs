using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using Tapestry.Privacy.Numerics;

namespace Tapestry.Privacy.Accounting.Pld;

/// <summary>
/// The distribution of the sum of independent losses, by the fast Fourier transform (Koskela, Jälkö, Honkela 2020) of the
/// tilted losses: rounding errors are small against the probabilities near the tilted mean, not against 1.
/// </summary>
internal static class LossComposition
{
    /// <summary>Adds losses up. All have the same spacing and tilt.</summary>
    public static TiltedLoss Sum(IReadOnlyList<(TiltedLoss Loss, long Count)> parts)
    {
        if (parts is [(var only, 1)])
        {
            return only;
        }

        var window = LossWindow.Of(parts);
        var spectrum = new Complex[window.Length];
        Array.Fill(spectrum, Complex.One);
        var origin = 0L;
        foreach (var (loss, count) in parts)
        {
            origin += count * Multiply(spectrum, loss, count);
        }

        Fourier.Inverse(spectrum, FourierOptions.AsymmetricScaling);
        return Read(spectrum, window, origin, parts);
    }

    // Multiplies by the loss's spectrum to the count; returns the grid index around which the loss was centred.
    private static long Multiply(Complex[] spectrum, TiltedLoss loss, long count)
    {
        // Centred losses have small phases where the spectrum is large, and small phases lose little when multiplied.
        var centre = (long)Math.Round(loss.Moments().Mean / loss.Spacing);
        var single = new Complex[spectrum.Length];
        for (var i = 0; i < loss.Masses.Length; i++)
        {
            single[Wrap(loss.First + i - centre, single.Length)] += loss.Masses[i];
        }

        Fourier.Forward(single, FourierOptions.AsymmetricScaling);
        for (var i = 0; i < spectrum.Length; i++)
        {
            spectrum[i] *= Power(single[i], count);
        }

        return centre;
    }

    private static Complex Power(Complex value, long count)
    {
        if (count == 1)
        {
            return value;
        }

        var squared = (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
        return squared == 0 ? Complex.Zero : Complex.FromPolarCoordinates(
            Math.Exp(0.5 * count * Math.Log(squared)), Math.IEEERemainder(count * value.Phase, 2 * Math.PI));
    }

    private static TiltedLoss Read(
        Complex[] sums, LossWindow window, long origin, IReadOnlyList<(TiltedLoss Loss, long Count)> parts)
    {
        var masses = new double[sums.Length];
        for (var i = 0; i < masses.Length; i++)
        {
            // Rounding can leave a probability of zero slightly below it.
            masses[i] = Math.Max(0, sums[Wrap(window.First + i - origin, sums.Length)].Real);
        }

        var (spacing, tilt) = (parts[0].Loss.Spacing, parts[0].Loss.Tilt);
        return new(
            spacing,
            tilt,
            window.First,
            masses,
            parts.Sum(part => part.Count * part.Loss.LogScale),
            -LogSpace.ExpM1(parts.Sum(part => part.Count * LogSpace.Log1P(-part.Loss.InfiniteMass))));
    }

    private static int Wrap(long index, int length)
    {
        var remainder = index % length;
        return (int)(remainder < 0 ? remainder + length : remainder);
    }
}
