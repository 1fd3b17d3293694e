using Tapestry.Benchmarks.Reporting;

namespace Tapestry.Benchmarks.SecureAggregation;

/// <summary>What a round costs one site.</summary>
internal static class SiteRows
{
    public static IEnumerable<BenchmarkRow> Of(SimulatedRound round, IReadOnlyList<RoundTurns> endings)
    {
        var cohort = round.Cohort;
        var title = $"{cohort.Sites} sites";
        var graph = cohort.Parameters.Graph;
        yield return new BenchmarkRow($"{title}: neighbours of a site", graph.Degree, "sites");
        yield return new BenchmarkRow($"{title}: site, handshake, one core", round.HandshakeTime.TotalMilliseconds, "ms");
        foreach (var ending in endings)
        {
            yield return new BenchmarkRow(
                $"{title}, {ending.Dropouts} dropouts: site, survivor set signed and shares revealed, one core",
                Measured.MedianMilliseconds(ending.Endings.Select(turn => turn.AnswerTime)), "ms");
        }

        foreach (var model in cohort.Models)
        {
            var seconds = EncodingSeconds(round, model);
            yield return new BenchmarkRow(
                $"{title}, {model.Parameters:N0} parameters: site, encoded, masked and digested, {Environment.ProcessorCount} cores",
                model.Parameters / seconds / 1e6, "M coordinates/s");
            var bytes = model.PackedBytes + round.Sites.Values.Max(site => site.BytesSent) + endings[0].Endings[0].BytesSent;
            yield return new BenchmarkRow(
                $"{title}, {model.Parameters:N0} parameters: sent by a site", (double)bytes / model.Parameters, "bytes/parameter",
                (double)model.PackedBytes / bytes, $"{SimulatedModel.Bits} bits alone");
        }
    }

    public static double EncodingSeconds(SimulatedRound round, SimulatedModel model) =>
        Measured.Median(round.EncodingEfforts[model].Select(effort => effort.Wall.TotalSeconds));

    public static double EncodingProcessorSeconds(SimulatedRound round, SimulatedModel model) =>
        Measured.Median(round.EncodingEfforts[model].Select(effort => effort.Processor.TotalSeconds));
}
