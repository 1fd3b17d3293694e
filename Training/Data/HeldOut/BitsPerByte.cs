namespace Tapestry.Training.Data.HeldOut;

/// <summary>The measure that compares models over any vocabulary: information per byte of text.</summary>
public static class BitsPerByte
{
    /// <summary><c>nats / ln 2 / bytes</c>.</summary>
    /// <param name="nats">Summed negative log-likelihood of the text, in nats.</param>
    /// <param name="bytes">Bytes of the text, at least 1.</param>
    public static double Of(double nats, long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return nats / Math.Log(2) / bytes;
    }
}
