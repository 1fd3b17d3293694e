namespace Tapestry.KernelCases.Fuzzing;

/// <summary>
/// Feeds mutated buffers to a decoder, half of them with their checksum made right again, and judges how it ends: in a
/// typed refusal that wrote nothing, or in finite values. The seed decides the whole run.
/// </summary>
internal static class Fuzzer
{
    /// <summary>What a refusal may allocate: the error, its text and stack.</summary>
    public const long MaxAllocatedBytes = 64 * 1024;

    private const int MaxFindings = 5;

    // No codec writes this value for the samples; it shows what was written.
    private const float Untouched = 123456.789f;

    /// <summary>Tries so many buffers, fewer where the decoder fails.</summary>
    public static FuzzReport Run(IFuzzTarget target, int seed, long buffers, CancellationToken cancellationToken = default)
    {
        var random = new Random(seed);
        var mutator = new BufferMutator(random);
        var destinations = target.Samples.ToDictionary(sample => sample, sample => new float[sample.ElementCount]);
        var findings = new List<FuzzFinding>();
        var (tried, decoded) = (0L, 0L);
        for (; tried < buffers && findings.Count < MaxFindings; tried++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sample = target.Samples[random.Next(target.Samples.Count)];
            var buffer = mutator.Mutate(sample, target.Samples);
            var resealed = random.Next(2) == 0;
            if (resealed)
            {
                target.Reseal(sample, buffer);
            }

            var destination = destinations[sample];
            Array.Fill(destination, Untouched);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = TryDecode(target, buffer, destination);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            decoded += error is null ? 1 : 0;
            var damaged = !resealed && !buffer.AsSpan().SequenceEqual(sample.Buffer);
            if (Judge(target, error, destination, allocated, damaged) is var (kind, detail))
            {
                findings.Add(new FuzzFinding(kind, tried, detail, Convert.ToHexStringLower(buffer)));
            }
        }

        return new FuzzReport(target.Name, tried, decoded, findings);
    }

    private static Exception? TryDecode(IFuzzTarget target, byte[] buffer, float[] destination)
    {
        try
        {
            target.Decode(buffer, destination);
            return null;
        }
#pragma warning disable CA1031 // Whatever a decoder throws is what is judged.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }

    private static (FuzzFault Kind, string Detail)? Judge(
        IFuzzTarget target, Exception? error, float[] destination, long allocated, bool damaged)
    {
        if (error is not null && !target.IsTypedRefusal(error))
        {
            return (FuzzFault.UntypedError, error.ToString());
        }

        if (allocated > MaxAllocatedBytes)
        {
            return (FuzzFault.UnboundedAllocation, $"{allocated} bytes");
        }

        if (error is not null)
        {
            var written = destination.AsSpan().IndexOfAnyExcept(Untouched);
            return written < 0 ? null : (FuzzFault.WriteBeforeRefusal, $"coordinate {written}, then {error.Message}");
        }

        if (damaged)
        {
            return (FuzzFault.AcceptedDamage, "a changed buffer with a stale checksum");
        }

        var index = Array.FindIndex(destination, value => !float.IsFinite(value));
        return index < 0 ? null : (FuzzFault.NonFiniteOutput, $"coordinate {index} is {destination[index]}");
    }
}
